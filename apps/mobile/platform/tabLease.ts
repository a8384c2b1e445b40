import type { LeaseNeed, TabLease } from '../sync/device/ports'
import { randomId } from './randomId.ts'
import { tabsCanTalk } from './tabs.ts'

/** How long the tab that sends may leave the others without an answer. Its timers may be throttled; its messages are not. */
const SILENCE_MS = 8_000
/** A timer later than this was not running meanwhile: this tab was asleep itself, and the answer may be behind the timer. */
const LATE_MS = 1_000

/**
 * Which tab sends: the one that holds a Web Lock. The browser hands it on when that tab is closed or dies. One that is frozen
 * keeps it, so a tab with something to send asks now and then, and takes the lock from one that does not answer. That one, awake
 * again, finds out before it sends (`isMine`). A tab that is paused does not answer either: the one that takes the lock from it learns why
 * nothing is sent, and can say so. Where locks are missing, or tabs cannot ask, every tab sends, and the server tells
 * the copies apart by their ids.
 */
export function tabLease(name: string): TabLease {
  const { locks } = navigator
  if (!locks || !tabsCanTalk())
    return { request: (granted) => (granted(), () => undefined), need() {}, isMine: () => Promise.resolve(true) }
  // Nobody else asks for it: with it a tab knows its own locks from those of others.
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
    // Taken away; or aborted before it was granted, and that may arrive when this tab has already taken the lock from its holder.
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
