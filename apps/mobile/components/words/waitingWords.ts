import type { Banner } from '../../sync/views/banner.ts'
import { whenWords } from './times.ts'
import { capital } from './capital.ts'

type Waiting = {
  banner: Banner
  paused: 'signIn' | 'update' | null
  sending: boolean
  lastSilence: string | null
  nextAttemptAt: number | null
}

/** Why something waits, and when it is tried again, in plain words. */
export function waitingWords({ banner, paused, sending, lastSilence, nextAttemptAt }: Waiting, nowMs: number): string {
  if (paused === 'signIn') return 'Goes when you have signed in again'
  if (paused === 'update') return 'Goes when the app is updated'
  const next = nextAttemptAt === null ? '' : ` · next try ${whenWords(nextAttemptAt, nowMs)}`
  if (banner.kind === 'keptOut') return `Goes when the proxy in front of the server lets it through${next}`
  if (banner.kind === 'offline') return `Goes when you're online${next}`
  if (sending) return 'Sending now'
  if (lastSilence !== null) return `${capital(silenceWords(lastSilence))}${next}`
  return `Goes with the next try${next}`
}

/** The result of the last attempt, as details for a lifter who asks. */
export function silenceWords(why: string | null): string {
  switch (why) {
    case null:
      return 'the server was heard'
    case 'network':
      return 'nobody was reached'
    case 'timeout':
      return 'the server took too long'
    case 'foreign':
      return 'somebody other than our server answered, like the sign-in page of a WiFi'
    case 'busy':
      return 'the server was busy'
    case 'failed':
      return "this app couldn't send: a fault of ours, written down in the diagnostics"
    case 'notStored':
      return "the answer couldn't be written down here, so it is asked again"
    default:
      return 'the server could not be understood'
  }
}
