import type { Unsent } from '../../sync/engine/unsent.ts'
import { count } from './amounts.ts'
import { capital } from './capital.ts'

/** What a lifter must know before signing out with unsent changes. */
export const unsentWords = {
  title: ({ changes }: Unsent): string => {
    if (changes === 0) return 'You are in the middle of a workout'
    return changes === 1 ? "1 change hasn't reached the server" : `${changes} changes haven't reached the server`
  },
  body: ({ attention, training, offline, ...unsent }: Unsent & { offline: boolean }, here: string): string =>
    [
      unsent.changes > 0 ? `${capital(listed(unsent))}.` : null,
      attention > 0 ? `${attention} of them ${attention === 1 ? 'needs' : 'need'} your attention.` : null,
      unsent.changes > 0
        ? `If you sign out, everything stays ${here}, kept for this account, and is sent after you sign in again. Nobody else's sign-in can send it.`
        : null,
      training ? `Your workout stays ${here} and goes on when you sign in again.` : null,
      offline ? "You can't sign in again until you're online." : null,
    ]
      .filter(Boolean)
      .join(' '),
  deleting: (unsent: Unsent, here: string): string =>
    [
      unsent.changes > 0 ? `${capital(listed(unsent))} will be gone: the server never had ${unsent.changes === 1 ? 'it' : 'them'}.` : null,
      unsent.training ? 'So will the workout you are in the middle of.' : null,
      `Everything Holdfast keeps ${here} for this account is deleted. Nothing can bring it back.`,
    ]
      .filter(Boolean)
      .join(' '),
}

/** "1 finished workout, 2 sets": what a person did, never requests. */
function listed({ changes, workouts, sets, skips }: Pick<Unsent, 'changes' | 'workouts' | 'sets' | 'skips'>): string {
  const others = changes - workouts - sets - skips
  const parts = [
    workouts > 0 ? count(workouts, 'finished workout') : null,
    sets > 0 ? count(sets, 'set') : null,
    skips > 0 ? `${skips} skipped ${skips === 1 ? 'session' : 'sessions'}` : null,
    others > 0 ? count(others, 'other change') : null,
  ]
  return parts.filter(Boolean).join(', ')
}
