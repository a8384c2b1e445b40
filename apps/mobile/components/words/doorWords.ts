import type { OtherTab } from '../../store/accountState.ts'
import type { UnsentHere } from '../../sync/device/unsentHere.ts'
import { count } from './amounts.ts'
import { toSend } from './toSend.ts'

/** The texts of the sign-in page. `here` is "on this phone". */
export const doorWords = {
  welcome: 'Log your training anywhere, signal or not. No set gets lost.',
  /** The sign-in has ended; what was logged is all on this device. */
  again: (name: string, waiting: number, here: string): string => {
    const why = `Sign in again as ${name} to ${toSend(waiting)}. Nothing you logged is lost.`
    if (waiting === 0) return why
    return `${why} If somebody else signs in, ${waiting === 1 ? 'it waits' : 'they wait'} ${here} for ${name}.`
  },
  /** What waits for a person who is not signed in now. */
  waitsForOther: ({ name, changes }: UnsentHere, here: string): { title: string; body: string } => ({
    title: `${count(changes, 'change')} ${changes === 1 ? 'waits' : 'wait'} ${here} for ${name}`,
    body: `${changes === 1 ? 'It is' : 'They are'} sent when ${name} signs in again. Nobody else's sign-in can send ${changes === 1 ? 'it' : 'them'}.`,
  }),
  /** Another tab signed this one out; null when none did, and nobody is signed in there. */
  otherTab: ({ signedOut, account }: OtherTab): string | null => {
    if (account) return `${account.name} is signed in in another tab of this browser.`
    return signedOut ? 'You signed out in another tab of this browser.' : null
  },
  goOnAs: (name: string): string => `Go on as ${name}`,
  /** The server has lost the account: what is left, and what can be done. */
  lost: (training: boolean, here: string): string =>
    [
      `The server may have been set up anew, or put back to an older copy. Your workouts are still ${here}.`,
      'Make a new account and take the finished ones along, or export everything first.',
      training ? 'Finish the workout you are in before that: only finished ones come along.' : null,
    ]
      .filter(Boolean)
      .join(' '),
  takeAlong: (workouts: number): string => `Create account and take ${count(workouts, 'workout')} along`,
} as const
