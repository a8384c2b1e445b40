import type { CompleteBody } from '@holdfast/contract'
import type { Attention } from '@holdfast/outbox'
import type { SessionView } from '../../sync/session/overlay.ts'
import { fieldErrors, setOfField } from '../../sync/server/rejection.ts'
import { didOf, lowerFirst, setName, type Did } from './didWords.ts'
import { problemWords } from './problemWords.ts'

/** What a rejection means for its workout ("‘Upper A’ isn't finished"), and why. */
export type RejectionWords = { what: string; why: string }

/** The same text on every screen. `session` is its session, as the screen shows it. */
export function rejectionWords(attention: Attention, session: SessionView | null): RejectionWords {
  const { operation, refusal } = attention
  const what = whatWords(didOf(operation), session)
  const corrected = session && correctedSets(attention, session)
  if (corrected) return { what, why: `You changed ${corrected} since. Finish the workout again to send it.` }
  return { what, why: problemWords({ code: refusal.code, errors: fieldErrors(refusal['errors']) }, operation.body, session) }
}

function whatWords(did: Did, session: SessionView | null): string {
  const title = session ? `‘${session.title}’` : 'A workout'
  switch (did.kind) {
    case 'finish':
      if (session?.status !== 'completed') return `${title} isn't finished`
      return session.version === 0 ? `${title} isn't on the server` : `Changes to ${title} aren't on the server`
    case 'skip':
      return `${title} isn't skipped`
    case 'restore':
      return `${title}: the other version doesn't count`
    case 'set':
      return `${setName(session, did)} ${did.takenBack ? 'is still' : "isn't"} on the server`
    case 'other':
      return "A change isn't on the server"
  }
}

/**
 * The sets that a rejected finish was about, if all of them were changed since. Null while one is unchanged, or when it was about something
 * else. A session finished on the server does not show this device's sets.
 */
export function correctedSets({ operation, refusal }: Attention, { status, plan, actualSets }: SessionView): string | null {
  const errors = fieldErrors(refusal['errors'])
  if (status === 'completed' || didOf(operation).kind !== 'finish' || errors.length === 0) return null
  const names = new Set<string>()
  for (const error of errors) {
    const id = setOfField(error, operation)
    const sent = id && (operation.body as CompleteBody).actualSets.find((set) => set.id === id)
    if (!sent || actualSets.find((set) => set.id === id)?.logged_at === sent.logged_at) return null
    names.add(lowerFirst(setName({ plan }, { setId: id, exerciseId: sent.exerciseId })))
  }
  return [...names].join(', ')
}
