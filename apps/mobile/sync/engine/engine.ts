import type { Account, SyncAnswer } from '@holdfast/contract'
import type { Guard, Saved } from '@holdfast/journal'
import type { Verified } from '@holdfast/journal/verify'
import type { Intent, Outbox, Settlement } from '@holdfast/outbox'
import type { QueryClient } from '@tanstack/react-query'
import type { BackgroundRun } from '../device/background.ts'
import type { DeviceClock } from '../device/deviceClock.ts'
import type { Api } from '../server/api.ts'
import type { Programme } from '../server/programme.ts'
import type { SignIn } from '../server/signIn.ts'
import type { LifterEvent } from '../session/lifterEvent.ts'
import type { Logs } from '../session/logs.ts'
import type { RestTimer } from '../session/rest.ts'
import type { Activity } from './activity.ts'
import type { ActivityEvent } from './activityEvent.ts'
import type { RestAlerts } from './restAlerts.ts'

/** Everything that runs for one signed-in account. */
export type Engine = {
  account: Account
  /** Calls listeners and callbacks: an exception of one is reported and stops nothing else. */
  guard: Guard
  signIn: SignIn
  outbox: Outbox
  logs: Logs
  /** What became of the lifter's changes. */
  activity: Activity
  deviceClock: DeviceClock
  queries: QueryClient
  api: Api
  newId(): string
  /** This device's wall clock, in ms since 1970. */
  wallMs(): number
  rests: RestTimer
  restAlerts: RestAlerts
  /** The last times the system started the app in the background to send, newest first. */
  backgroundRuns(): BackgroundRun[]
  /** Appends an event, with the operation that reports it to the server, as one record. */
  record(event: LifterEvent, intent: Intent | null, whenSaved?: (saved: Saved) => void): void
  /**
   * Appends a stamped statement. `make` is called in its turn, with everything known by then: of two statements about one thing, the later
   * one in the journal has the later stamp, also when another tab wrote the earlier one. `loggedAt` is an order only: after a clock that was
   * ahead it stays ahead. `doneAt` is the time of the act. Both are RFC 3339.
   */
  say(make: (loggedAt: string, doneAt: string) => Word, whenSaved?: (saved: Saved) => void): void
  /** Appends what the lifter decided about an earlier act, with the settlement that follows from it, as one record. */
  decide(event: ActivityEvent | Extract<LifterEvent, { kind: 'logReplaced' }>, settlement: Settlement | null): void
  /** Appends again what storage refused last, as it was. Does nothing when something was saved since. */
  recordAgain(): void
  /** Makes room for what storage refused: removes what the server can send again, compacts, and appends again. */
  freeSpace(): Promise<void>
  /** Asks the media to commit, so that a power cut loses nothing; called when a workout ends. */
  commit(): void
  /** The app goes to the background: commits, writes the cache, and sends what waits for its batch window while there is time. */
  leave(): void
  /** Compacts the journal: when that is worth it, or at once. */
  compact(when?: 'worthIt' | 'now'): void
  /** Sends what waits and pulls what changed: in the foreground, when the network is back, when the lifter asks. */
  syncNow(): void
  /**
   * Stores a page of changes since the cursor, newest versions first. It was requested at `askedAtMs` of this device's wall clock.
   * Throws when the account was closed meanwhile.
   */
  takePage(page: SyncAnswer, askedAtMs: number): Programme
  pull(): Promise<Programme>
  /** Every act of a person on this device, whatever the server answered: as JSON, and as text to read. */
  exportEverything(): { json: string; text: string }
  /** Reads everything on disk again and compares it with memory. Rejects when it cannot be read. */
  verify(): Promise<Verified>
  /** One session of this device with its rejected operations, and with what storage refused last. */
  exportSession(sessionId: string): { json: string; text: string }
  /** The state of this device and of its sync, for support. It holds nothing that was typed, and no name. */
  diagnostics(): string
  close(): void
}

/** An event, and the operation that reports it; null when the server needs no report. */
export type Word = { event: LifterEvent; intent: Intent | null }
