import type { Cancel, Clock, Tabs, JournalLocation, Random, Report } from '@holdfast/journal'
import type { Lease } from '@holdfast/outbox'

/** A small durable store of texts, read and written whole: sign-ins, the query cache. Rejects when it cannot. */
export type TextStore = {
  read(key: string): Promise<string | null>
  write(key: string, text: string): Promise<void>
  remove(key: string): Promise<void>
}

/** A text store that other tabs write to as well. */
export type SharedTexts = TextStore & {
  /**
   * Changes one text in one step: nobody else writes between the look and the change. Null removes it, the same text is left alone.
   * Resolves with what stands afterwards. `to` may be called again, also after its change was stored: when nobody heard that it was.
   */
  change(key: string, to: (text: string | null) => string | null): Promise<string | null>
}

/** The small synchronous index a background task reads to learn cheaply whether there is work. */
export type Index = {
  keys(): string[]
  read(key: string): string | null
  write(key: string, text: string): void
  remove(key: string): void
}

/** Whether there is a radio: true, false, or null while nobody knows. A hint, never a gate. */
export type Radio = { watch(callback: (connected: boolean | null) => void): Cancel }

/** The app coming to the front and going to the back. */
export type Lifecycle = { watch(callback: (state: 'foreground' | 'background') => void): Cancel }

/**
 * What a lifter feels and hears: saved means durable. `chime` sounds at the end of a rest that is looked at, where the alert does
 * not. `keepAwake` holds the screen on until its answer is called.
 */
export type Feel = {
  saved(): void
  refused(): void
  restOver(): void
  chime(): void
  /** Until it is cancelled, each touch makes sure that a chime can sound: browsers let a page sound only after one. */
  prepareChime(): Cancel
  keepAwake(): Cancel
}

/**
 * Says that the rest is over: one alert, the newest replaces the one before. In front of the lifter the app cues by itself, and only
 * the sound is the alert's. A system that refuses refuses silently: the timer on the screen is still there.
 */
export type RestAlert = {
  /** `atWallMs`: Unix epoch, ms. `aloud`: with the system's sound. */
  schedule(atWallMs: number, words: string, aloud: boolean): void
  cancel(): void
}

/** Wakes the app now and then while work waits. Rejects where the system refuses. */
export type Background = { register(): Promise<void>; unregister(): Promise<void> }

/** Hands a text out of the app, `text` as a file, wherever the lifter wants it. Resolves when it was handed over or the lifter changed their mind. */
export type Share = {
  text(name: string, mime: string, text: string): Promise<void>
  /** Puts a text on the clipboard, or where an app cannot, into the system's share sheet, which can. */
  copy(text: string): Promise<void>
}

/**
 * The room workouts are kept in. `space` is null where nobody says. A phone keeps what an app wrote; a browser may clear it by itself
 * until it promised not to: `protect` asks for that promise, and answers whether it was given.
 */
export type Storage = {
  space(): Promise<{ usedBytes: number; freeBytes: number } | null>
  /** `insecure`: over plain http no browser promises anything. */
  protection(): Promise<'protected' | 'unprotected' | 'insecure' | 'phone'>
  protect(): Promise<boolean>
}

/** A file a person chose. `bytes` is null when it is larger than was asked for. */
export type PickedFile = { name: string; bytes: Uint8Array | null }

/** Lets a person choose a file of at most `bytesMax`. Null when they changed their mind; rejects when the file cannot be read. */
export type PickFile = (bytesMax: number) => Promise<PickedFile | null>

/** What a tab has the lease for. `send`: something waits here. `paused`: something may wait, and this tab may not send it. */
export type LeaseNeed = 'nothing' | 'send' | 'paused'

/** A lease among tabs, any of which the browser may freeze. */
export type TabLease = Lease & {
  /** Says what this tab needs it for. A tab that needs it to send does not wait for a holder that is frozen or paused. */
  need(now: LeaseNeed): void
  /** True when this tab holds it at this moment. One that was frozen may not know yet that it was taken away. */
  isMine(): Promise<boolean>
}

/** Everything the app needs of the device. Handed in at start; nothing below reaches for it. */
export type Platform = {
  clock: Clock
  /** Writes an exception that a part threw into the system's log. The app goes on. */
  report: Report
  random: Random
  /** Where one account's journal lives. */
  journalLocation(accountId: string, use?: 'toThrowAway'): JournalLocation
  tabs(accountId: string): Tabs | undefined
  /** Which of several processes on one journal sends; without one this process does. */
  lease(accountId: string): TabLease | undefined
  /** Tells the other tabs that somebody signed in or out on this device, and hears it from them; undefined where there are none. */
  signInTabs: Tabs | undefined
  /** Runs a task while no other tab runs one of that name. Where tabs cannot wait for each other it runs at once. */
  oneTabAtATime<T>(name: string, task: () => Promise<T>): Promise<T>
  secrets: SharedTexts
  cache: TextStore
  index: Index
  radio: Radio
  lifecycle: Lifecycle
  feel: Feel
  restAlert: RestAlert
  background: Background
  share: Share
  storage: Storage
  pickFile: PickFile
  fetch: typeof fetch
  /** Origin of the API, without a slash at the end; empty for the page's own. */
  apiOrigin: string
}
