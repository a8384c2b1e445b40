/** What the strip shows about the connection, with how many of a person's changes wait. */
export type Banner =
  | { kind: 'none' }
  | { kind: 'offline'; waiting: number }
  /** There is a network, but the server does not answer, or accepts nothing. */
  | { kind: 'silent'; waiting: number }
  /** A proxy in front of the server asks for a password of its own. Nothing is sent until a person changes that. */
  | { kind: 'keptOut'; waiting: number }
  | { kind: 'unstable'; waiting: number }
  | { kind: 'backOnline'; sending: number }
  | { kind: 'allSaved' }

/** What the strip at the top of the screen shows. There is one strip. */
export type Strip =
  Banner | { kind: 'attention'; changes: number } | { kind: 'signIn'; waiting: number } | { kind: 'update'; waiting: number }

/** The state of the network and of the outbox at one moment. */
export type BannerFacts = {
  connectivity: 'unknown' | 'online' | 'offline'
  /** Offline although there is a network: requests are sent, and unanswered. */
  silent: boolean
  /** A proxy in between asks for a password of its own. */
  keptOut: boolean
  waiting: number
  sending: boolean
  /** Why the last attempt to send got no verdict; null after a verdict. */
  lastSilence: string | null
  /** Something waits for longer than a lifter expects. */
  late: boolean
  /** Nothing is sent until a person signs in, or updates the app. */
  paused: 'signIn' | 'update' | null
  /** Rejected operations that wait for a decision. */
  attention: number
}

/**
 * The banner and the history it depends on, in monotonic ms: since when it shows this, since when it is visible, and the recent changes of
 * connectivity.
 */
export type BannerState = {
  banner: Banner
  sinceMs: number
  upSinceMs: number
  changesMs: readonly number[]
  /** Until when an unstable connection is shown as unstable, even if it no longer changes. */
  unstableUntilMs: number
  online: boolean | null
}

/** How many ms a banner stays at least. */
export const BANNER_MS_MIN = 4_000
/** How many ms the last sentence of a banner stays at least. */
export const ALL_SAVED_MS = 2_000
/** A connection with this many changes within this many ms is unstable. */
export const UNSTABLE_CHANGES_MIN = 4
export const UNSTABLE_WINDOW_MS = 60_000
/** How long a connection that changed too often is shown as unstable. */
export const UNSTABLE_MS = 60_000

export const noBanner: BannerState = {
  banner: { kind: 'none' },
  sinceMs: 0,
  upSinceMs: 0,
  changesMs: [],
  unstableUntilMs: 0,
  online: null,
}

/**
 * The banner to show now. It stays while the device is offline or the server does not answer. It shows `unstable` when the network changes
 * too often. At the end it shows `allSaved` or `backOnline` for a few seconds.
 */
export function bannerAfter(before: BannerState, facts: BannerFacts, nowMs: number): BannerState {
  const { connectivity } = facts
  const online = connectivity === 'unknown' ? before.online : connectivity === 'online'
  const flipped = before.online !== null && online !== before.online
  const changesMs = [...before.changesMs, ...(flipped ? [nowMs] : [])].filter((atMs) => nowMs - atMs < UNSTABLE_WINDOW_MS)
  const unstableUntilMs = flipped && changesMs.length >= UNSTABLE_CHANGES_MIN ? nowMs + UNSTABLE_MS : before.unstableUntilMs
  const banner = bannerNow(before, facts, online, nowMs < unstableUntilMs, nowMs)
  const sinceMs = banner.kind === before.banner.kind ? before.sinceMs : nowMs
  const upSinceMs = before.banner.kind === 'none' ? nowMs : before.upSinceMs
  return { banner, sinceMs, upSinceMs, changesMs, unstableUntilMs, online }
}

function bannerNow(before: BannerState, facts: BannerFacts, online: boolean | null, isUnstable: boolean, nowMs: number): Banner {
  const { silent, keptOut, waiting, paused } = facts
  if (keptOut && (online !== false || silent)) return { kind: 'keptOut', waiting }
  if (isUnstable) return { kind: 'unstable', waiting }
  if (online === false) return { kind: silent ? 'silent' : 'offline', waiting }
  // Nothing is sent until a person acts, so no banner may say that it is.
  if (paused !== null) return { kind: 'none' }
  return waiting > 0 ? whileSomethingWaits(before, facts, nowMs) : whenNothingWaits(before, facts, nowMs)
}

function whileSomethingWaits(
  { banner, sinceMs }: BannerState,
  { waiting, sending, lastSilence, late }: BannerFacts,
  nowMs: number,
): Banner {
  const failed = lastSilence !== null && !sending
  const silent = { kind: 'silent', waiting } as const
  const backOnline = { kind: 'backOnline', sending: waiting } as const
  switch (banner.kind) {
    case 'none':
    case 'allSaved':
      // Connectivity knows whether the server can be reached. It does not know that a reachable server accepts nothing.
      return failed && late && lastSilence === 'busy' ? silent : { kind: 'none' }
    case 'silent':
      // Only a verdict ends it: a server can answer a probe and still accept nothing.
      return lastSilence === null ? backOnline : silent
    case 'offline':
    case 'keptOut':
    case 'unstable':
      return backOnline
    case 'backOnline':
      // The first attempt after a network is back often fails because it is too early.
      return failed && nowMs - sinceMs >= BANNER_MS_MIN ? silent : backOnline
  }
}

function whenNothingWaits({ banner, sinceMs, upSinceMs }: BannerState, { attention }: BannerFacts, nowMs: number): Banner {
  // What was rejected is not saved on the server.
  if (attention > 0) return { kind: 'none' }
  const isOver = nowMs - upSinceMs >= BANNER_MS_MIN && nowMs - sinceMs >= ALL_SAVED_MS
  switch (banner.kind) {
    case 'none':
      return banner
    case 'offline':
    case 'silent':
    case 'keptOut':
    case 'unstable':
      return banner.waiting > 0 ? { kind: 'allSaved' } : { kind: 'backOnline', sending: 0 }
    case 'backOnline':
      if (banner.sending > 0) return { kind: 'allSaved' }
      return isOver ? { kind: 'none' } : banner
    case 'allSaved':
      return isOver ? { kind: 'none' } : banner
  }
}

/** Whether the banner changes after some time without a new fact, so that it must be computed again. */
export function bannerPasses({ banner: { kind } }: BannerState): boolean {
  return kind === 'allSaved' || kind === 'unstable' || kind === 'backOnline'
}

/**
 * Shows one sentence at a time. A lost connection comes first: nothing else on the screen says it, and nobody can sign in or correct a
 * change without one. Then come the changes that need attention, then the sign-in, then the update, then the other states of the
 * connection.
 */
export function stripOf({ banner, online }: BannerState, { attention, paused, waiting }: BannerFacts): Strip {
  if (online === false || banner.kind === 'silent' || banner.kind === 'keptOut') return banner
  if (attention > 0) return { kind: 'attention', changes: attention }
  return paused === null ? banner : { kind: paused, waiting }
}
