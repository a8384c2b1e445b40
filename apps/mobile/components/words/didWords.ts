import type { Session } from '@holdfast/contract'
import { count } from './amounts.ts'

/** What a person did, read from its operation. */
export type Did =
  | { kind: 'finish'; sessionId: string; sets: number }
  | { kind: 'skip'; sessionId: string }
  | { kind: 'restore'; sessionId: string }
  | { kind: 'set'; sessionId: string; setId: string; exerciseId: string | null; takenBack: boolean }
  | { kind: 'other'; sessionId: null }

/** The part of a session that is needed to name its sets. */
export type Planned = Pick<Session, 'plan'>

type Carrier = { slot: string; method: string; body: unknown }

/** Reads the slot: it names the one thing that the operation changes. */
export function didOf({ slot, method, body }: Carrier): Did {
  const finish = /^session_completion_([^_]+)$/.exec(slot)?.[1]
  if (finish) return { kind: 'finish', sessionId: finish, sets: listIn(body, 'actualSets').length }
  const skip = /^session_skip_([^_]+)$/.exec(slot)?.[1]
  if (skip) return { kind: 'skip', sessionId: skip }
  const restore = /^session_restore_([^_]+)$/.exec(slot)?.[1]
  if (restore) return { kind: 'restore', sessionId: restore }
  const [, sessionId, setId] = /^set_([^_]+)_([^_]+)$/.exec(slot) ?? []
  if (!sessionId || !setId) return { kind: 'other', sessionId: null }
  const exerciseId = memberOf(body, 'exerciseId')
  return { kind: 'set', sessionId, setId, exerciseId: typeof exerciseId === 'string' ? exerciseId : null, takenBack: method === 'DELETE' }
}

/** "Finish ‘Upper A’ · 14 sets", "Set 4 of Bench press", "Skip ‘Lower B’". */
export function didWords(did: Did, session: (Planned & Pick<Session, 'title'>) | null): string {
  const title = session ? ` ‘${session.title}’` : ' a workout'
  switch (did.kind) {
    case 'finish':
      return `Finish${title} · ${count(did.sets, 'set')}`
    case 'skip':
      return `Skip${title}`
    case 'restore':
      return `Use the other version of${title}`
    case 'set':
      return did.takenBack ? `Take back ${lowerFirst(setName(session, did))}` : setName(session, did)
    case 'other':
      return 'A change'
  }
}

/** "Set 4 of Bench press", as far as the plan is known. */
export function setName(session: Planned | null, set: { setId: string; exerciseId: string | null }): string {
  const planned = session?.plan.find((exercise) => exercise.sets.some(({ id }) => id === set.setId))
  if (planned) {
    const at = planned.sets.findIndex(({ id }) => id === set.setId)
    const type = planned.sets[at]?.setType === 'warmup' ? 'warmup' : 'working'
    const nth = planned.sets.slice(0, at + 1).filter((other) => (other.setType === 'warmup') === (type === 'warmup')).length
    return `${type === 'warmup' ? 'Warm-up' : 'Set'} ${nth} of ${planned.name}`
  }
  const exercise = session?.plan.find(({ exerciseId }) => exerciseId === set.exerciseId)
  return exercise ? `An added set of ${exercise.name}` : 'A set'
}

/** One member of a body of unknown shape. */
export function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
}

function listIn(body: unknown, name: string): readonly unknown[] {
  const list = memberOf(body, name)
  return Array.isArray(list) ? list : []
}

/** "Set 4 of Bench press" in the middle of a sentence. */
export function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1)
}
