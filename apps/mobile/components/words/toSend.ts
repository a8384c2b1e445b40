import { count } from './amounts.ts'

/** What signing in again, or an update, is for. */
export function toSend(waiting: number): string {
  return waiting === 0 ? 'keep your workouts on the server' : `send ${count(waiting, 'change')}`
}
