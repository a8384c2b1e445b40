import type { BackgroundRun } from '../../sync/background.ts'
import { count } from './amounts.ts'
import { whenWords } from './times.ts'
import { toSend } from './toSend.ts'

type Standing = {
  online: 'unknown' | 'online' | 'offline'
  /** There is a network, and nobody answers. */
  silent: boolean
  waiting: number
  attention: number
  sending: boolean
  paused: 'signIn' | 'update' | null
  lastSilence: string | null
}

/** How the device and the server stand, as a headline. */
export function standingWords({ online, silent, waiting, attention, sending, paused, lastSilence }: Standing): string {
  if (paused === 'signIn') return `Sign in again to ${toSend(waiting)}`
  if (paused === 'update') return `Update to ${toSend(waiting)}`
  if (attention > 0) return attention === 1 ? '1 change needs your attention' : `${attention} changes need your attention`
  if (silent) return "The server isn't answering"
  if (waiting === 0) return online === 'offline' ? "You're offline" : 'Everything is saved on the server'
  if (online === 'offline') return `Offline · ${count(waiting, 'change')} waiting`
  if (sending) return `Sending ${count(waiting, 'change')}…`
  return lastSilence === null ? `${count(waiting, 'change')} waiting to send` : "The server isn't answering"
}

/** What that means for the lifter. `here` is "on this phone". */
export function reassuranceWords({ online, silent, waiting, attention, paused, lastSilence }: Standing, here: string): string {
  if (paused !== null) return `You can keep logging. Nothing is lost: everything is saved ${here}.`
  if (attention > 0) return `The server refused something. It is safe ${here} until you decide.`
  if (silent) return 'Your workouts are safe here; we keep trying.'
  if (waiting === 0 && online === 'offline') return `Every set is saved ${here}.`
  if (waiting === 0) return `Every set is saved ${here} first, then on the server.`
  if (online === 'offline') return `Saved ${here}. It will send by itself when you're online.`
  return lastSilence === null ? `Saved ${here} already.` : `Your workouts are safe here; we keep trying.`
}

/** "Last synced 18:07". */
export function lastSyncWords(lastSyncAt: number | null, nowMs: number): string {
  return lastSyncAt === null ? 'Not synced yet' : `Last synced ${whenWords(lastSyncAt, nowMs)}`
}

/** What is known of sending in the background, and who decides. Never a promise: the next time the app is opened is one. */
export function backgroundWords(last: BackgroundRun | null, isWeb: boolean): string {
  if (isWeb) return 'Sends while the app is open.'
  return last === null ? 'Not yet. The system decides when.' : 'The system decides when. The last times:'
}

/** "Yesterday 23:10 · sent 2, 1 still waiting". */
export function runWords({ at, outcome, sent, rejected, waiting }: BackgroundRun, nowMs: number): string {
  const when = whenWords(at, nowMs)
  if (outcome === 'signedOut') return `${capital(when)} · nobody was signed in`
  if (outcome === 'storageUnavailable') return `${capital(when)} · storage was locked`
  const parts = [
    sent === 0 && waiting === 0 ? 'nothing to send' : `sent ${sent}`,
    rejected > 0 ? `${rejected} ${rejected === 1 ? 'needs' : 'need'} your attention` : null,
    waiting > 0 ? `${waiting} still waiting` : null,
  ]
  return `${capital(when)} · ${parts.filter(Boolean).join(', ')}`
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
