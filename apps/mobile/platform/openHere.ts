import { tabsCanTalk } from './tabs.ts'

/** How long a tab may take to release the lock of a closed database, or to answer. */
const HELD_MS = 500

/** Tells other tabs that this one has something open, until the answer is called. */
export function holdOpen(name: string): () => void {
  const { locks } = navigator
  if (!locks) return tabsCanTalk() ? answerFor(name) : () => {}
  let discarded = (): void => {}
  const open = new Promise<void>((resolve) => (discarded = resolve))
  void locks.request(name, { mode: 'shared' }, () => open)
  return discarded
}

/** Runs a task while no tab has it open. Answers false when a tab has it open. Rejects when the lock is not released in time. */
export async function unlessOpen(name: string, task: () => Promise<boolean>): Promise<boolean> {
  const { locks } = navigator
  // A lock is released a moment after its database was closed.
  if (locks) return await locks.request(name, { signal: AbortSignal.timeout(HELD_MS) }, task)
  return tabsCanTalk() && (await isAnsweredFor(name)) ? false : await task()
}

const channelName = (name: string): string => `open ${name}`

/** Without Web Locks (plain http) each tab answers a question. A frozen tab does not answer. */
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
