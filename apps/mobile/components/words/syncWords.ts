import type { BackgroundRun } from '../../sync/device/background.ts'
import type { Banner } from '../../sync/views/banner.ts'
import { count } from './amounts.ts'
import { whenWords } from './times.ts'
import { toSend } from './toSend.ts'
import { capital } from './capital.ts'

type Standing = {
  banner: Banner
  waiting: number
  attention: number
  sending: boolean
  /** Something has waited for longer than a lifter would expect. */
  late: boolean
  paused: 'signIn' | 'update' | null
  lastSilence: string | null
  lastSyncAt: number | null
}

/** The state of syncing, as a headline. About the connection it says the same as the banner. */
export function standingWords(standing: Standing): string {
  const { banner, waiting, attention, paused } = standing
  if (paused === 'signIn') return `Sign in again to ${toSend(waiting)}`
  if (paused === 'update') return `Update to ${toSend(waiting)}`
  if (attention > 0) return attention === 1 ? '1 change needs your attention' : `${attention} changes need your attention`
  switch (banner.kind) {
    case 'offline':
      return waiting === 0 ? "You're offline" : `Offline · ${count(waiting, 'change')} waiting`
    case 'silent':
      return "The server isn't answering"
    case 'keptOut':
      return keptOutTitle
    case 'unstable':
      return waiting === 0 ? 'Unstable connection' : `Unstable connection · ${count(waiting, 'change')} waiting`
    case 'backOnline':
      return waiting === 0 ? savedWords(standing) : `Sending ${count(waiting, 'change')}…`
    case 'allSaved':
    case 'none':
      return standingOnline(standing)
  }
}

/** Nothing waits on this device. What the server has is unknown before it was asked once. */
export function savedWords({ lastSyncAt }: Pick<Standing, 'lastSyncAt'>): string {
  return lastSyncAt === null ? 'Nothing waits to be sent' : 'Everything is saved on the server'
}

function standingOnline(standing: Standing): string {
  const { waiting, sending, late, lastSilence } = standing
  if (waiting === 0) return savedWords(standing)
  if (sending) return `Sending ${count(waiting, 'change')}…`
  return late && lastSilence !== null ? "The server isn't answering" : `${count(waiting, 'change')} waiting to send`
}

/** What that means for the lifter. `here` is "on this phone". */
export function reassuranceWords(standing: Standing, here: string): string {
  const { banner, waiting, attention, paused, late, lastSilence } = standing
  const keepsTrying = 'Your workouts are safe here; we keep trying.'
  if (paused !== null) return `You can keep logging. Nothing is lost: everything is saved ${here}.`
  if (attention > 0) return `The server refused something. It is safe ${here} until you decide.`
  switch (banner.kind) {
    case 'offline':
      return waiting === 0 ? `Every set is saved ${here}.` : `Saved ${here}. It will send by itself when you're online.`
    case 'silent':
      return keepsTrying
    case 'keptOut':
      return keptOutWords
    case 'unstable':
      return `Saved ${here}. It will send by itself.`
    case 'backOnline':
    case 'allSaved':
    case 'none':
      if (waiting === 0) return `Every set is saved ${here} first, then on the server.`
      return late && lastSilence !== null ? keepsTrying : `Saved ${here} already.`
  }
}

export const keptOutTitle = 'A proxy in front of the server keeps Holdfast out'

/** What a lifter, or the person who runs the server, can do about a proxy with its own password. */
export const keptOutWords =
  "It asks for a password of its own, and no app can send that beside Holdfast's own sign-in. Whoever runs the server can let Holdfast through without it. Your workouts are safe here; we keep trying."

/** "Last synced 18:07". */
export function lastSyncWords(lastSyncAt: number | null, nowMs: number): string {
  return lastSyncAt === null ? 'Not synced yet' : `Last synced ${whenWords(lastSyncAt, nowMs)}`
}

/** What is known of background sending, and who decides when. Never a promise; only the next opening of the app is certain. */
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
