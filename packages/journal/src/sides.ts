import type { Medium, Opening, Reading, Stored, Writing } from './medium.ts'
import { inTurn } from './steps.ts'

/** How a write to every side ended; `partly` says that some side holds it although not all do. */
export type WritingAll = { ok: true } | { ok: false; why: 'taken' | 'full' | 'unavailable'; detail: string; partly: boolean }

/** What opening every side found: `fresh` when no side ever held a journal. */
export type OpeningAll = { ok: true; fresh: boolean; stored: Stored[][] } | { ok: false; why: string }

export function openAll(sides: readonly Medium[], done: (answer: OpeningAll) => void): void {
  const stored: Stored[][] = []
  let fresh = true
  inTurn(
    sides,
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

/** Writes one record to every side in turn and stops at the first failure. */
export function writeAll(sides: readonly Medium[], { key, value }: Stored, done: (answer: WritingAll) => void): void {
  const next = (index: number): void => {
    const medium = sides[index]
    if (!medium) return done({ ok: true })
    appendOne(medium, { key, value }, (answer) => {
      if (answer.ok) return next(index + 1)
      // Only the first side decides a race; a key taken on a later one is that side's fault.
      done({ ...answer, why: index > 0 && answer.why === 'taken' ? 'unavailable' : answer.why, partly: index > 0 })
    })
  }
  next(0)
}

export type Failure = { why: 'full' | 'unavailable'; detail: string }

/** Writes to each side what it lacks. A key that is taken was written by a neighbour first. */
export function fill(sides: readonly Medium[], missing: readonly Stored[][], done: (failure: Failure | null) => void): void {
  const work = sides.flatMap((medium, index) => missing[index]!.map((stored) => ({ medium, stored })))
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

export function commitAll(sides: readonly Medium[], done: () => void): void {
  inTurn(
    sides,
    (medium, next) =>
      ask<void>(
        (answer) => medium.commit(answer),
        () => undefined,
        next,
      ),
    done,
  )
}

/** Drops what can be dropped now; what cannot is dropped at a later launch. */
export function dropAll(sides: readonly Medium[], done: () => void): void {
  inTurn(
    sides,
    (medium, next) =>
      ask<boolean>(
        (answer) => medium.drop(answer),
        () => false,
        () => next(),
      ),
    done,
  )
}

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

/** Asks a medium and hears its first answer only. One that throws before it answered has answered that it failed. */
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
    // What is thrown after the answer is not the medium's.
    if (answered) throw error
    answer(failed(String(error)))
  }
}
