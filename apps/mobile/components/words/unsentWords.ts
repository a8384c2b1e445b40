import { count } from './amounts.ts'

type Unsent = { unsent: number; attention: number; training: boolean; offline: boolean }

/** What a lifter must know before signing out while something has not reached the server. */
export const unsentWords = {
  title: (unsent: number): string => {
    if (unsent === 0) return 'You are in the middle of a workout'
    return unsent === 1 ? "1 change hasn't reached the server" : `${unsent} changes haven't reached the server`
  },
  body: ({ unsent, attention, training, offline }: Unsent, here: string): string =>
    [
      attention > 0 ? `${count(attention, 'change')} ${attention === 1 ? 'needs' : 'need'} your attention.` : null,
      unsent > 0
        ? `If you sign out, everything stays ${here}, kept for this account, and is sent after you sign in again. Nobody else's sign-in can send it.`
        : null,
      training ? `Your workout stays ${here} and goes on when you sign in again.` : null,
      offline ? "You can't sign in again until you're online." : null,
    ]
      .filter(Boolean)
      .join(' '),
}
