import type { Answer, Operation, OutboxSnapshot } from '@holdfast/outbox'
import type { App } from './app.ts'
import type { CheckName } from './checkNames.ts'

type Broken = (check: CheckName, words: string) => void
/** What one process was answered lately. */
type Answered = {
  /** Silences in a row. */
  silences: number
  /** How often something of a lane was tried since the last verdict that was stored; `told`: what its newest answer gave a verdict on. */
  lanes: Map<string, { times: number; told: readonly string[] }>
  quietUntilMs: number
  /** When it sent and nobody answered, since the last answer. */
  unanswered: number[]
  /** When each operation was sent. */
  sent: Map<string, readonly number[]>
}

/** The first wait after a silence is no longer than this, and none is longer than the last. */
const WAIT_MS_MIN = 1_000
const WAIT_MS_MAX = 300_000
/** What may be added: company for a lone set, and the end of a background run. */
const MORE_MS = 4_000
/** A server that says nothing is asked no more often than this within a minute, whatever the lifter does meanwhile. */
const UNANSWERED_PER_MINUTE_MAX = 60
/** And no operation goes out more often, whatever is said to it. */
const SENT_PER_MINUTE_MAX = 30

/** Whether a newer operation took its place: then its verdict may be stored nowhere, and its lane failed. */
const isReplaced = (app: App, id: string): boolean =>
  app.running()?.engine.outbox.events.some((event) => event.id === id && event.kind === 'replaced') ?? false

/** How long a process waits before it asks again: longer each time nobody answers, not longer than promised, and as long as it was asked to. */
export function createPatience(broken: Broken, looked: (check: CheckName) => void, nowMs: () => number) {
  const processes = new WeakMap<App, Answered>()
  const of = (app: App): Answered => {
    const known = processes.get(app) ?? { silences: 0, lanes: new Map(), quietUntilMs: 0, unanswered: [], sent: new Map() }
    processes.set(app, known)
    return known
  }
  const ceilingMs = (silences: number): number => Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** Math.max(0, silences - 1))
  return {
    asked(app: App, forMs: number): void {
      const known = of(app)
      known.quietUntilMs = Math.max(known.quietUntilMs, nowMs() + forMs)
    },
    sending(app: App, operations: readonly Operation[]): void {
      const known = of(app)
      looked('longer waits after silence')
      if (known.quietUntilMs > 0) looked('a server that asks for quiet gets it')
      for (const { id } of operations) {
        const times = (known.sent.get(id) ?? []).filter((ms) => nowMs() - ms < 60_000)
        known.sent.set(id, [...times, nowMs()])
        if (times.length >= SENT_PER_MINUTE_MAX)
          broken('longer waits after silence', `${app.name} sent ${id} ${times.length} times within a minute`)
      }
      if (nowMs() < known.quietUntilMs - 1)
        broken('a server that asks for quiet gets it', `${app.name} sends ${known.quietUntilMs - nowMs()} ms early`)
      known.unanswered = [...known.unanswered.filter((ms) => nowMs() - ms < 60_000), nowMs()]
      if (known.unanswered.length > UNANSWERED_PER_MINUTE_MAX)
        broken('longer waits after silence', `${app.name} asked ${known.unanswered.length} times within a minute and nobody answered`)
    },
    answered(app: App, operations: readonly Operation[], answers: readonly Answer[]): void {
      const known = of(app)
      const isVerdict = (answer: Answer | undefined): boolean => answer?.kind === 'applied' || answer?.kind === 'rejected'
      for (const lane of new Set(operations.map((operation) => operation.lane))) {
        const { times } = known.lanes.get(lane) ?? { times: 0 }
        const told = operations.filter((operation, index) => operation.lane === lane && isVerdict(answers[index]))
        known.lanes.set(lane, { times: times + 1, told: told.map(({ id }) => id) })
      }
      if (answers.some(isVerdict)) {
        known.silences = 0
        known.unanswered = []
        // A sign-in that cannot be renewed is a silence more.
      } else known.silences += answers[0]?.kind === 'unauthorized' ? 2 : 1
    },
    /** When it means to ask again. */
    look(app: App, { nextAttemptAt, waiting }: OutboxSnapshot): void {
      if (nextAttemptAt === null) return
      looked('no wait is longer than promised')
      const { silences, lanes, quietUntilMs } = of(app)
      const still = new Set(waiting.map(({ id }) => id))
      for (const [lane, { told }] of lanes)
        if (told.length > 0 && !told.some((id) => still.has(id) || isReplaced(app, id))) lanes.delete(lane)
      const failures = Math.max(silences, ...[...lanes.values()].map(({ times }) => times))
      const waitMs = nextAttemptAt - app.phone.wallMs()
      const promisedMs = Math.max(ceilingMs(failures), quietUntilMs - nowMs()) + MORE_MS
      if (waitMs > promisedMs)
        broken('no wait is longer than promised', `${app.name} waits ${Math.round(waitMs / 1000)} s after ${failures} silences`)
    },
  }
}
