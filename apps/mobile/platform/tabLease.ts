import type { LeaseNeed, TabLease } from '../sync/device/ports'
import { randomId } from './randomId.ts'
import { tabsCanTalk } from './tabs.ts'

/** How long the holder may leave the others without an answer. A browser may slow down its timers, but not its messages. */
const SILENCE_MS = 8_000
/** If a timer fires later than this, the browser had frozen this tab. The answer may then be queued behind the timer. */
const LATE_MS = 1_000

/**
 * The lease is a Web Lock: the tab that holds it sends. The browser gives it to the next tab when the holder is closed or dies. A frozen
 * tab keeps it, so a tab with something to send asks now and then, and steals the lock from a holder that does not answer. When the frozen
 * tab runs again, it checks before it sends (`isMine`). A paused tab does not answer either: the tab that steals its lock finds out why
 * nothing is sent, and can show it. Where locks are missing, or tabs cannot send messages, every tab sends, and the server recognises
 * duplicates by their ids.
 */
export function tabLease(name: string): TabLease {
  const { locks } = navigator
  if (!locks || !tabsCanTalk())
    return { request: (granted) => (granted(), () => undefined), need() {}, isMine: () => Promise.resolve(true) }
  // No other tab requests it: through it a tab tells its own locks from those of others.
  const ownName = `${name} ${randomId()}`
  const discarded = new AbortController()
  const untilDiscarded = new Promise<void>((resolve) => discarded.signal.addEventListener('abort', () => resolve()))
  let channel: BroadcastChannel | null = null
  let holds = false
  let need: LeaseNeed = 'nothing'
  let question: { heard: boolean; timer: ReturnType<typeof setTimeout> } | null = null
  let queue = new AbortController()
  let told: { granted: () => void; lost: () => void } | null = null

  const hear = ({ data }: MessageEvent<'who sends?' | 'I do'>): void => {
    if (data === 'I do' && question) question.heard = true
    if (data === 'who sends?' && holds && need !== 'paused') channel?.postMessage('I do')
  }

  const hold = (options: LockOptions): void => {
    const lock = locks.request(name, options, () => {
      holds = true
      told?.granted()
      return untilDiscarded
    })
    // Stolen; or aborted before it was granted. The abort may arrive when this tab has already stolen the lock.
    void lock.catch(() => {
      if (!holds || options.signal?.aborted) return
      holds = false
      told?.lost()
      wait()
      ask()
    })
  }
  const wait = (): void => {
    queue = new AbortController()
    hold({ signal: queue.signal })
  }
  const takeAway = (): void => {
    queue.abort()
    hold({ steal: true })
  }

  const ask = (): void => {
    if (holds || need !== 'send' || question || discarded.signal.aborted) return
    const askedMs = performance.now()
    const listen = (): void => {
      const heard = question!.heard || performance.now() - askedMs > SILENCE_MS + LATE_MS
      question = null
      if (holds || need !== 'send' || discarded.signal.aborted) return
      if (heard) ask()
      else takeAway()
    }
    question = { heard: false, timer: setTimeout(listen, SILENCE_MS) }
    channel?.postMessage('who sends?')
  }

  return {
    request(granted, lost) {
      told = { granted, lost }
      channel = new BroadcastChannel(name)
      channel.addEventListener('message', hear)
      void locks.request(ownName, () => untilDiscarded)
      wait()
      return () => {
        told = null
        queue.abort()
        discarded.abort()
        if (question) clearTimeout(question.timer)
        channel?.close()
      }
    },
    need(now) {
      need = now
      ask()
    },
    async isMine() {
      const { held = [] } = await locks.query()
      const own = held.find((lock) => lock.name === ownName)
      return held.some((lock) => lock.name === name && lock.clientId === own?.clientId)
    },
  }
}
