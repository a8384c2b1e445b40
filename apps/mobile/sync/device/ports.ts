import type { Cancel, Clock, Tabs, JournalLocation, Random, Report } from '@holdfast/journal'
import type { Lease } from '@holdfast/outbox'

/** A small durable store of texts, each read and written whole: sign-ins, the query cache. Rejects when the device cannot read or write. */
export type TextStore = {
  read(key: string): Promise<string | null>
  write(key: string, text: string): Promise<void>
  remove(key: string): Promise<void>
}

/** A text store that other tabs also write to. */
export type SharedTexts = TextStore & {
  /**
   * Changes one text atomically: no other tab writes between the read and the write. Null removes it; the same text is not written.
   * Resolves with the text that is stored afterwards. `to` may be called again, even after its change was stored, when the result of that
   * write is unknown.
   */
  change(key: string, to: (text: string | null) => string | null): Promise<string | null>
}

/** The small synchronous index that a background task reads, to learn cheaply whether there is work. */
export type Index = {
  keys(): string[]
  read(key: string): string | null
  write(key: string, text: string): void
  remove(key: string): void
}

/** Whether there is a radio: true, false, or null while unknown. A hint only: it must not keep anything from being sent. */
export type Radio = { watch(callback: (connected: boolean | null) => void): Cancel }

/** Calls back when the app comes to the foreground or goes to the background. */
export type Lifecycle = { watch(callback: (state: 'foreground' | 'background') => void): Cancel }

/**
 * What a lifter feels and hears. `saved`: what was logged is durable. `chime` sounds at the end of a rest while the app is in front and the
 * alert makes no sound. `keepAwake` keeps the screen on until it is cancelled.
 */
export type Feel = {
  saved(): void
  refused(): void
  restOver(): void
  chime(): void
  /** Until it is cancelled, each touch makes sure that a chime can sound: browsers allow sound only after a touch. */
  prepareChime(): Cancel
  keepAwake(): Cancel
}

/**
 * Says that the rest is over. There is one alert; a newer one replaces it. While the app is in front, the app itself shows the end, and the
 * alert adds only its sound. Does nothing where the system refuses: the timer on the screen is still there.
 */
export type RestAlert = {
  /** `atWallMs`: Unix epoch, ms. `aloud`: with the system's sound. */
  schedule(atWallMs: number, words: string, aloud: boolean): void
  cancel(): void
}

/** Wakes the app now and then while something waits. Rejects where the system refuses. */
export type Background = { register(): Promise<void>; unregister(): Promise<void> }

/**
 * Hands a text out of the app; `text` as a file, to wherever the lifter wants it. Resolves when that is done, or the lifter cancelled it.
 */
export type Share = {
  text(name: string, mime: string, text: string): Promise<void>
  /** Puts a text on the clipboard. An app that cannot do that opens the system's share sheet, which can. */
  copy(text: string): Promise<void>
}

/**
 * The space in which workouts are stored. `space` is null where the system does not say. A phone keeps what an app wrote. A browser may
 * clear it unless it promised not to: `protect` asks for that promise, and resolves with whether it was given.
 */
export type Storage = {
  space(): Promise<{ usedBytes: number; freeBytes: number } | null>
  /** `insecure`: no browser gives the promise over plain http. */
  protection(): Promise<'protected' | 'unprotected' | 'insecure' | 'phone'>
  protect(): Promise<boolean>
}

/** A file that a person chose. `bytes` is null when it is larger than the limit. */
export type PickedFile = { name: string; bytes: Uint8Array | null }

/** Lets a person choose a file of at most `bytesMax`. Null when they cancelled; rejects when the file cannot be read. */
export type PickFile = (bytesMax: number) => Promise<PickedFile | null>

/** Why a tab needs the lease. `send`: something waits in this tab. `paused`: something may wait, but this tab may not send it. */
export type LeaseNeed = 'nothing' | 'send' | 'paused'

/** A lease among tabs. The browser may freeze any of them. */
export type TabLease = Lease & {
  /** Sets why this tab needs the lease. A tab that needs it to send does not wait for a holder that is frozen or paused. */
  need(now: LeaseNeed): void
  /** True when this tab holds the lease at this moment. A tab that was frozen may not know yet that it lost the lease. */
  isMine(): Promise<boolean>
}

/** Everything the app needs from the device. It is handed in at the start; the code below does not import it. */
export type Platform = {
  clock: Clock
  /** Writes an exception into the system's log. The app goes on. */
  report: Report
  random: Random
  /** Where one account's journal is stored. */
  journalLocation(accountId: string, use?: 'toThrowAway'): JournalLocation
  tabs(accountId: string): Tabs | undefined
  /** Decides which of several processes on one journal sends. Without a lease this process sends. */
  lease(accountId: string): TabLease | undefined
  /** Tells the other tabs of a sign-in or sign-out on this device, and receives theirs; undefined where there are none. */
  signInTabs: Tabs | undefined
  /** Runs a task while no other tab runs one of the same name. Where tabs cannot wait for each other, it runs at once. */
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
  /** The origin of the API, without a slash at the end; empty for the origin of the page. */
  apiOrigin: string
}
