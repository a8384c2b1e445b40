import { tabsCanTalk } from './tabs.ts'

/** How long it may take until a tab has let go of what it closed, or has answered. */
const HELD_MS = 500

/** Says to other tabs that this one has something open, until the answer is called. */
export function holdOpen(name: string): () => void {
  const { locks } = navigator
  if (!locks) return tabsCanTalk() ? answerFor(name) : () => {}
  let discarded = (): void => {}
  const open = new Promise<void>((resolve) => (discarded = resolve))
  void locks.request(name, { mode: 'shared' }, () => open)
  return discarded
}

/** Runs a task while no tab has it open. False when some tab has; rejects when it does not let go in time. */
export async function unlessOpen(name: string, task: () => Promise<boolean>): Promise<boolean> {
  const { locks } = navigator
  // A lock is let go a moment after its database was closed.
  if (locks) return await locks.request(name, { signal: AbortSignal.timeout(HELD_MS) }, task)
  return tabsCanTalk() && (await isAnsweredFor(name)) ? false : await task()
}

const channelName = (name: string): string => `open ${name}`

/** Without Web Locks (plain http) a tab is asked, and answers. One that sleeps does not. */
function answerFor(name: string): () => void {
  const channel = new BroadcastChannel(channelName(name))
  channel.addEventListener('message', ({ data }: MessageEvent<'open?' | 'here'>) => {
    if (data === 'open?') channel.postMessage('here')
  })
  return () => channel.close()
}

function isAnsweredFor(name: string): Promise<boolean> {
  const channel = new BroadcastChannel(channelName(name))
  return new Promise((resolve) => {
    const end = (answered: boolean): void => {
      clearTimeout(timer)
      channel.close()
      resolve(answered)
    }
    const timer = setTimeout(() => end(false), HELD_MS)
    channel.addEventListener('message', ({ data }: MessageEvent<'open?' | 'here'>) => {
      if (data === 'here') end(true)
    })
    channel.postMessage('open?')
  })
}
