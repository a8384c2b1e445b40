/** What the strip says of the connection, with how many things a person did wait. */
export type Banner =
  | { kind: 'none' }
  | { kind: 'offline'; waiting: number }
  /** There is a network, and the server does not answer or accepts nothing. */
  | { kind: 'silent'; waiting: number }
  /** A proxy in front of the server asks for a password of its own: nothing goes through before somebody changes that. */
  | { kind: 'keptOut'; waiting: number }
  | { kind: 'unstable'; waiting: number }
  | { kind: 'backOnline'; sending: number }
  | { kind: 'allSaved' }

/** The one strip. */
export type Strip =
  Banner | { kind: 'attention'; changes: number } | { kind: 'signIn'; waiting: number } | { kind: 'update'; waiting: number }

/** What is known of the network and of the outbox at one moment. */
export type BannerFacts = {
  connectivity: 'unknown' | 'online' | 'offline'
  /** Offline although there is a network: requests go out, and no answer comes. */
  silent: boolean
  /** A proxy in between asks for a password of its own. */
  keptOut: boolean
  waiting: number
  sending: boolean
  /** Why the last try to send settled nothing; null once the server gave a verdict. */
  lastSilence: string | null
  /** Something waits for longer than a lifter would expect. */
  late: boolean
  /** Nothing is sent until a person does something. */
  paused: 'signIn' | 'update' | null
  /** Rejected operations that wait for a decision. */
  attention: number
}

/** The banner with the memory it needs, in monotonic ms: since when it says this, since when it is up, and when connectivity changed lately. */
export type BannerState = {
  banner: Banner
  sinceMs: number
  upSinceMs: number
  changesMs: readonly number[]
  /** Until when an unstable connection is called that, whatever it does. */
  unstableUntilMs: number
  online: boolean | null
}

export const BANNER_MS_MIN = 4_000
export const ALL_SAVED_MS = 2_000
export const UNSTABLE_CHANGES_MIN = 4
export const UNSTABLE_WINDOW_MS = 60_000
/** How long a connection that came and went too often is called unstable. */
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
 * What the banner shows now. It stays for as long as the device is offline or the server does not answer. It says so when a network comes
 * and goes too often, and it ends quietly.
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
  // Nothing goes out before a person acts, so nothing may say that it does.
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
      // The first try after a network is back often fails because it comes too early.
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

/** Whether the banner will change by time alone, so that somebody has to look again. */
export function bannerPasses({ banner: { kind } }: BannerState): boolean {
  return kind === 'allSaved' || kind === 'unstable' || kind === 'backOnline'
}

/**
 * One sentence at a time. A lost connection comes first: no other place says it, and nobody can sign in or correct a change without one.
 * Then come the changes that need attention, then the sign-in, then the update, then the other states of the connection.
 */
export function stripOf({ banner, online }: BannerState, { attention, paused, waiting }: BannerFacts): Strip {
  if (online === false || banner.kind === 'silent' || banner.kind === 'keptOut') return banner
  if (attention > 0) return { kind: 'attention', changes: attention }
  return paused === null ? banner : { kind: paused, waiting }
}
