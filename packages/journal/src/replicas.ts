import type { Medium, Opening, Reading, Stored, Writing } from './medium.ts'
import { inTurn } from './steps.ts'

/** How a write to every replica ended. `partly`: at least one replica holds the record, but not all do. */
export type WritingAll = { ok: true } | { ok: false; why: 'taken' | 'full' | 'unavailable'; detail: string; partly: boolean }

/** What opening every replica found, one list per replica. `fresh`: no replica ever held a journal. */
export type OpeningAll = { ok: true; fresh: boolean; stored: Stored[][] } | { ok: false; why: string }

/** [J7] Opens every replica in turn. The first one that is unavailable ends it, and `why` names that replica. */
export function openAll(replicas: readonly Medium[], done: (answer: OpeningAll) => void): void {
  const stored: Stored[][] = []
  let fresh = true
  inTurn(
    replicas,
    (medium, next) =>
      ask<Opening>(
        (answer) => medium.open(answer),
        (why) => ({ state: 'unavailable', why }),
        (opening) => {
          if (opening.state === 'unavailable') return done({ ok: false, why: `${medium.name}: ${opening.why}` })
          fresh &&= opening.state === 'fresh'
          stored.push(opening.state === 'existing' ? opening.stored : [])
          next()
        },
      ),
    () => done({ ok: true, fresh, stored }),
  )
}

/** [J2] Writes one record to every replica in turn and stops at the first failure. */
export function writeAll(replicas: readonly Medium[], { key, value }: Stored, done: (answer: WritingAll) => void): void {
  const next = (index: number): void => {
    const medium = replicas[index]
    if (!medium) return done({ ok: true })
    appendOne(medium, { key, value }, (answer) => {
      if (answer.ok) return next(index + 1)
      // [J10] Only the first replica decides a race. A key that is taken on a later one is a fault of that replica.
      done({ ...answer, why: index > 0 && answer.why === 'taken' ? 'unavailable' : answer.why, partly: index > 0 })
    })
  }
  next(0)
}

/** Why a repair or a copy stopped; `detail` names the medium. */
export type Failure = { why: 'full' | 'unavailable'; detail: string }

/** [J6] Writes to each replica the records it lacks. A key that is taken was written by another process, and counts as written. */
export function fill(replicas: readonly Medium[], missing: readonly Stored[][], done: (failure: Failure | null) => void): void {
  const work = replicas.flatMap((medium, index) => missing[index]!.map((stored) => ({ medium, stored })))
  inTurn(
    work,
    ({ medium, stored }, next) =>
      appendOne(medium, stored, (answer) => {
        if (answer.ok || answer.why === 'taken') return next()
        done({ why: answer.why, detail: `${medium.name}: ${answer.detail}` })
      }),
    () => done(null),
  )
}

/** [J8] Asks every replica in turn to commit. One that throws does not stop the others. */
export function commitAll(replicas: readonly Medium[], done: () => void): void {
  inTurn(
    replicas,
    (medium, next) =>
      ask<void>(
        (answer) => medium.commit(answer),
        () => undefined,
        next,
      ),
    done,
  )
}

/** Drops the media that can be dropped now. Which ones are left is not reported: a later launch drops them. */
export function dropAll(replicas: readonly Medium[], done: () => void): void {
  inTurn(
    replicas,
    (medium, next) =>
      ask<boolean>(
        (answer) => medium.drop(answer),
        () => false,
        () => next(),
      ),
    done,
  )
}

/** Reads what follows a key on one replica. A medium that throws answers `ok: false`. */
export function readOne(medium: Medium, afterKey: string, done: (reading: Reading) => void): void {
  ask<Reading>(
    (answer) => medium.read(afterKey, answer),
    (why) => ({ ok: false, why }),
    done,
  )
}

function appendOne(medium: Medium, { key, value }: Stored, done: (writing: Writing) => void): void {
  ask<Writing>(
    (answer) => medium.append(key, value, answer),
    (detail) => ({ ok: false, why: 'unavailable', detail }),
    done,
  )
}

/**
 * [J19] Calls a medium and takes its first answer only. If it throws before it answers, `failed` makes the answer. Throws what `done`
 * throws.
 */
export function ask<T>(call: (answer: (value: T) => void) => void, failed: (why: string) => T, done: (value: T) => void): void {
  let answered = false
  const answer = (value: T): void => {
    if (answered) return
    answered = true
    done(value)
  }
  try {
    call(answer)
  } catch (error) {
    // An exception after the answer came from `done`, not from the medium.
    if (answered) throw error
    answer(failed(String(error)))
  }
}
