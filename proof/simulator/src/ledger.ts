import type { Answer, Attention, Operation, OutboxSnapshot } from '@holdfast/outbox'
import { setSlot } from '@holdfast/mobile/sync/session/operations.ts'
import { lifterOf, type App } from './app.ts'
import type { CheckName } from './checkNames.ts'
import type { Phone } from './phone.ts'
import type { Effect, ServerAnswer, ServerRequest } from './server.ts'

type Broken = (check: CheckName, words: string) => void
type Looked = (check: CheckName) => void
/** An operation as it was first seen on its phone. `ms`: when, or null where nobody was looking. */
type Entered = { operation: Operation; ms: number | null }

/** What one lifter's phone ever had to send. */
type Book = {
  entered: Map<string, Entered>
  /** Refused, and nobody has decided. */
  refused: Map<string, Attention>
  decided: Set<string>
  /** Operations that waited once and do not any more. */
  gone: Map<string, number>
  /** The last word about each thing: its place in the journal, and its stamp. */
  words: Map<string, { seq: number; stamp: string }>
}

/** How long a tab takes to hear of what another one wrote, at most: that one says so, or dies and leaves it the screen. */
export const HEARD_WITHIN_MS = 2_000

/** From here on the server takes lateness for a wrong clock (packages/contract, arrival.ts). */
const CLOCK_WRONG_MS = 29_000
/** How far the server's idea of when something was lifted may be off: a request that was held up on its way looks like a wrong clock. */
const MOMENT_MS = 200_000

/**
 * Books what became of every operation, beside the outbox: when it was made, that a refusal stays until somebody decides, and that
 * what is over stays over.
 */
export type Ledger = ReturnType<typeof createLedger>

const stampOf = (body: unknown): string | undefined => (body as { logged_at?: string }).logged_at

export function createLedger(broken: Broken, looked: Looked, nowMs: () => number, startedAtMs: () => number) {
  const books = new Map<string, Book>()
  const bookOf = (lifter: string): Book => {
    const known = books.get(lifter)
    if (known) return known
    const book: Book = { entered: new Map(), refused: new Map(), decided: new Set(), gone: new Map(), words: new Map() }
    books.set(lifter, book)
    return book
  }
  /** With what the server refused an operation; a rule that came and went may say another thing the second time. */
  const refusals = new Map<string, Set<string>>()
  /** When each word may count from; null where the clock was set meanwhile. */
  const moments = new Map<string, { fromMs: number; toMs: number } | null>()
  /** The last operation that said a set with this stamp, and whether the clock was right: a completion that holds it says it from the same moment. */
  const setTaps = new Map<string, { id: string; isRight: boolean }>()
  /** The operations whose stamp was the time, whatever the phone's clock said. */
  const stampedRight = new Set<string>()
  const setTapOf = (sessionId: string, setId: string, stamp: string): string => `${setSlot(sessionId, setId)} ${stamp}`
  /**
   * Sessions in which a request counted from another moment than its tap. One that was held up for half a minute looks to the server like
   * one of a wrong clock: it counts from later (seeds 1161 and 1414). So does one that waited while the clock jumped (seeds 3236 and 4374).
   * Among the words of one sign-in that makes no difference (packages/contract, ownStatements.ts), beside those of another one it may.
   */
  const heldUp = new Set<string>()
  /** Phones whose clock jumped: what they stamped before is corrected by what they believe now. */
  const jumped = new Set<Phone>()
  /** When a word may count from: what is sent again as it was may count from when it was said first. */
  const momentOf = (book: Book, { id, slot, body }: Operation, tapMs: number): { fromMs: number; toMs: number } | null => {
    for (const { operation } of book.entered.values()) {
      if (operation.id === id || operation.slot !== slot || stampOf(operation.body) !== stampOf(body)) continue
      const first = moments.get(operation.id)
      return first ? { fromMs: first.fromMs, toMs: tapMs } : null
    }
    return { fromMs: tapMs, toMs: tapMs }
  }
  const enter = (app: App, book: Book, operation: Operation, ms: number | null): void => {
    const { id, slot, seq, body, createdAt } = operation
    book.entered.set(id, { operation, ms })
    // A tab that died over it told nobody: it is seen when another one looks.
    const tapMs = nowMs() - (app.phone.wallMs() - createdAt)
    if (!moments.has(id)) moments.set(id, jumped.has(app.phone) ? null : momentOf(book, operation, tapMs))
    const stamp = stampOf(body)
    if (stamp === undefined) return
    const isRight = Math.abs(app.phone.wallMs() - startedAtMs() - nowMs()) < CLOCK_WRONG_MS
    setTaps.set(`${slot} ${stamp}`, { id, isRight })
    if (Math.abs(Date.parse(stamp) - startedAtMs() - nowMs()) < CLOCK_WRONG_MS) stampedRight.add(id)
    const last = book.words.get(slot)
    const word = { seq, stamp }
    if (last === undefined) return void book.words.set(slot, word)
    looked('a later word has a later stamp')
    // Which of two words is the later one the journal says: a tab may hear of its own after another one's answer to it.
    const [earlier, later] = seq < last.seq ? [word, last] : [last, word]
    // What is sent again as it was has the stamp it had.
    if (later.stamp < earlier.stamp)
      broken('a later word has a later stamp', `${app.name}: ${slot} is stamped ${later.stamp} after ${earlier.stamp}`)
    book.words.set(slot, later)
  }

  /** The server counts a word from then. */
  const counts = (sessionId: string, operationId: string, loggedAtMs: number, mayBeLate = false): void => {
    const moment = moments.get(operationId)
    if (moment === undefined || moment === null) return void heldUp.add(sessionId)
    looked('it counts from when it was lifted')
    const ms = loggedAtMs - startedAtMs()
    const offMs = Math.min(0, ms - moment.fromMs) + (mayBeLate ? 0 : Math.max(0, ms - moment.toMs))
    if (Math.abs(offMs) > CLOCK_WRONG_MS) heldUp.add(sessionId)
    if (Math.abs(offMs) > MOMENT_MS)
      broken('it counts from when it was lifted', `${operationId} counts from ${Math.round(offMs / 1000)} s beside the tap`)
  }

  return {
    jumped(phone: Phone): void {
      jumped.add(phone)
      for (const id of moments.keys()) moments.set(id, null)
    },
    /** A process opened its journal: what waits there was seen before, or was made by one that died over it. */
    opened(app: App, { waiting, attention }: OutboxSnapshot): void {
      const book = bookOf(app.lifter)
      for (const operation of waiting) {
        if (book.gone.has(operation.id)) broken('what is over stays over', `${app.name}: ${operation.id} waits again`)
        if (!book.entered.has(operation.id)) enter(app, book, operation, null)
      }
      for (const id of book.refused.keys())
        if (!attention.some(({ operation }) => operation.id === id) && !isAnswered(app, book.refused.get(id)!.operation))
          broken('a refusal is kept until it is decided', `${app.name}: ${id} is gone after a restart`)
    },
    /** Something waits that did not before, or was refused while nobody looked. */
    enter(app: App, { waiting, attention }: OutboxSnapshot): void {
      const book = bookOf(app.lifter)
      for (const operation of [...attention.map((one) => one.operation), ...waiting])
        if (!book.entered.has(operation.id)) enter(app, book, operation, nowMs())
    },
    /** What waits, or was refused, is another list than before, on a phone where no other tab may know more. */
    look(app: App, { waiting, attention }: OutboxSnapshot, shown: readonly Attention[]): void {
      const book = bookOf(app.lifter)
      for (const one of attention) {
        const { operation, refusal } = one
        looked('a refusal is shown')
        looked('a refusal is kept until it is decided')
        if (!book.decided.has(operation.id)) book.refused.set(operation.id, one)
        if (!shown.some((other) => other.operation.id === operation.id))
          broken('a refusal is shown', `${app.name}: ${operation.id} was refused and is on no screen`)
        const said = refusals.get(operation.id)
        if (said !== undefined && !said.has(refusal.code))
          broken('a refusal is shown', `${app.name}: ${operation.id} was refused as ${[...said].join()} and shows ${refusal.code}`)
      }
      for (const [id, { operation }] of book.refused) {
        if (attention.some((one) => one.operation.id === id)) continue
        book.refused.delete(id)
        if (!isAnswered(app, operation)) broken('a refusal is kept until it is decided', `${app.name}: ${id} is gone`)
      }
      const still = new Set(waiting.map(({ id }) => id))
      for (const [id, { ms }] of book.entered) {
        // A tab that outlives the one that made it hears of it a moment later.
        const isNews = ms !== null && nowMs() - ms < HEARD_WITHIN_MS
        if (!still.has(id) && !isNews) book.gone.set(id, nowMs())
      }
    },
    /** The lifter decided about these. */
    decided(app: App, ids: readonly string[]): void {
      const book = bookOf(app.lifter)
      for (const id of ids) {
        book.decided.add(id)
        book.refused.delete(id)
      }
    },
    sending(app: App, operations: readonly Operation[]): void {
      const book = bookOf(app.lifter)
      looked('what is over stays over')
      for (const { id } of operations)
        // Another tab may have settled it a moment ago; what was settled before this one was granted the lease it has read.
        if (book.gone.has(id) && (app.phone.apps().length === 1 || book.gone.get(id)! < app.grantedAtMs()))
          broken('what is over stays over', `${app.name} sends ${id}, which did not wait any more`)
    },
    /** The server said this to a request that reached it. */
    served(request: ServerRequest, { status, json }: ServerAnswer): void {
      const answers =
        request.path === '/v1/operations' && status === 200
          ? (json as { answers: { operationId: string; status: number; body: unknown }[] }).answers
          : [{ operationId: (json as { operationId?: string }).operationId ?? '', status, body: json }]
      for (const { operationId, status: own, body } of answers)
        if (own >= 400) refusals.set(operationId, (refusals.get(operationId) ?? new Set<string>()).add((body as { code: string }).code))
    },
    answered(app: App, operations: readonly Operation[], answers: readonly Answer[]): void {
      operations.forEach(({ id }, index) => {
        if (answers[index]?.kind === 'rejected' && !refusals.has(id))
          broken('silence is not an answer', `${app.name} took ${id} as refused and the server never said so`)
      })
    },
    /** Something took effect on the server, as of then. */
    took({ operationId, sessionId, loggedAtMs, sets = [] }: Effect): void {
      counts(sessionId, operationId, loggedAtMs)
      for (const { set, loggedAtSent, loggedAtMs: setMs } of sets) {
        const tap = setTaps.get(setTapOf(sessionId, set.id, loggedAtSent))
        // Stamped by a wrong clock, and never heard of but in a completion that is right: nobody can say any more by how much it was wrong.
        if (!tap || (!tap.isRight && stampedRight.has(operationId))) continue
        // By a wrong clock it may count from as late as the completion.
        counts(sessionId, tap.id, setMs, !tap.isRight)
      }
    },
    hasJumped: (phone: Phone): boolean => jumped.has(phone),
    wasHeldUp: (sessionId: string): boolean => heldUp.has(sessionId),
    /** The power cut took records: nothing that was said since the last commit has to be there. */
    lost(phone: Phone, accountId: string): void {
      const book = bookOf(lifterOf(phone.number, accountId))
      book.refused.clear()
      book.gone.clear()
      book.words.clear()
    },
  }
}

/** Whether the lifter has said something newer about what was refused. */
function isAnswered(app: App, { id, slot, lane }: Operation): boolean {
  const last = app.running()?.engine.outbox.stateOf(slot, lane)
  const lastId = last && ('operation' in last ? last.operation.id : last.id)
  return lastId !== undefined && lastId !== null && lastId !== id
}
