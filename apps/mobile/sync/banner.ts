/** What the strip says of the connection, with how many things a person did wait. */
export type Banner =
  | { kind: 'none' }
  | { kind: 'offline'; waiting: number }
  | { kind: 'unstable'; waiting: number }
  | { kind: 'backOnline'; sending: number }
  | { kind: 'allSaved' }

/** The one strip: what needs a person outranks what the connection does. */
export type Strip =
  Banner | { kind: 'attention'; changes: number } | { kind: 'signIn'; waiting: number } | { kind: 'update'; waiting: number }

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

/** What the banner shows now. It stays long enough to be read, says when a network comes and goes too often, and ends quietly. */
export function bannerAfter(
  before: BannerState,
  connectivity: 'unknown' | 'online' | 'offline',
  waiting: number,
  nowMs: number,
): BannerState {
  const online = connectivity === 'unknown' ? before.online : connectivity === 'online'
  const flipped = before.online !== null && online !== before.online
  const changesMs = [...before.changesMs, ...(flipped ? [nowMs] : [])].filter((atMs) => nowMs - atMs < UNSTABLE_WINDOW_MS)
  const unstableUntilMs = flipped && changesMs.length >= UNSTABLE_CHANGES_MIN ? nowMs + UNSTABLE_MS : before.unstableUntilMs
  const banner = bannerNow(before, online, waiting, nowMs < unstableUntilMs, nowMs)
  const sinceMs = banner.kind === before.banner.kind ? before.sinceMs : nowMs
  const upSinceMs = before.banner.kind === 'none' ? nowMs : before.upSinceMs
  return { banner, sinceMs, upSinceMs, changesMs, unstableUntilMs, online }
}

function bannerNow(
  { banner, sinceMs, upSinceMs }: BannerState,
  online: boolean | null,
  waiting: number,
  unstable: boolean,
  nowMs: number,
): Banner {
  const wasRead = nowMs - upSinceMs >= BANNER_MS_MIN
  if (unstable) return { kind: 'unstable', waiting }
  if (online === null) return { kind: 'none' }
  if (!online) return { kind: 'offline', waiting }
  switch (banner.kind) {
    case 'none':
      return banner
    case 'offline':
    case 'unstable':
      if (waiting > 0) return { kind: 'backOnline', sending: waiting }
      return wasRead ? { kind: 'none' } : banner
    case 'backOnline':
      return waiting > 0 ? { kind: 'backOnline', sending: waiting } : { kind: 'allSaved' }
    case 'allSaved':
      return wasRead && nowMs - sinceMs >= ALL_SAVED_MS ? { kind: 'none' } : banner
  }
}

/** Whether the banner will change by time alone, so that somebody has to look again. */
export function bannerPasses({ banner }: BannerState, online: boolean): boolean {
  return banner.kind === 'allSaved' || banner.kind === 'unstable' || (online && banner.kind === 'offline')
}

/** One slot: attention, then the account, then the update, then the connection. */
export function stripOf(banner: Banner, attention: number, paused: 'signIn' | 'update' | null, waiting: number): Strip {
  if (attention > 0) return { kind: 'attention', changes: attention }
  return paused === null ? banner : { kind: paused, waiting }
}
