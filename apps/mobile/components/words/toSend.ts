import { count } from './amounts.ts'

/** The reason to sign in again, or to update. */
export function toSend(waiting: number): string {
  return waiting === 0 ? 'keep your workouts on the server' : `send ${count(waiting, 'change')}`
}
