/** What the banner says, with how many things a person did wait. */
export type Banner =
  | { kind: 'none' }
  | { kind: 'offline'; waiting: number }
  | { kind: 'unstable'; waiting: number }
  | { kind: 'backOnline'; sending: number }
  | { kind: 'allSaved' }

/** The banner with the memory it needs: when it came up, and when connectivity changed lately (monotonic ms). */
export type BannerState = { banner: Banner; sinceMs: number; changesMs: readonly number[]; online: boolean | null }

export const BANNER_MS_MIN = 4_000
export const ALL_SAVED_MS = 2_000
export const UNSTABLE_CHANGES_MIN = 4
export const UNSTABLE_WINDOW_MS = 60_000

export const noBanner: BannerState = { banner: { kind: 'none' }, sinceMs: 0, changesMs: [], online: null }

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
  const banner = bannerNow(before, online, waiting, changesMs.length >= UNSTABLE_CHANGES_MIN, nowMs)
  const same = banner.kind === before.banner.kind
  return { banner, sinceMs: same ? before.sinceMs : nowMs, changesMs, online }
}

function bannerNow({ banner, sinceMs }: BannerState, online: boolean | null, waiting: number, unstable: boolean, nowMs: number): Banner {
  const shownMs = nowMs - sinceMs
  if (unstable) return { kind: 'unstable', waiting }
  if (online === null) return { kind: 'none' }
  if (!online) return { kind: 'offline', waiting }
  switch (banner.kind) {
    case 'none':
      return banner
    case 'offline':
    case 'unstable':
      if (waiting > 0) return { kind: 'backOnline', sending: waiting }
      return shownMs < BANNER_MS_MIN ? banner : { kind: 'none' }
    case 'backOnline':
      return waiting > 0 ? { kind: 'backOnline', sending: waiting } : { kind: 'allSaved' }
    case 'allSaved':
      return shownMs < ALL_SAVED_MS ? banner : { kind: 'none' }
  }
}

/** Whether the banner will change by time alone, so that somebody has to look again. */
export function bannerPasses({ banner, changesMs }: BannerState, online: boolean): boolean {
  return banner.kind === 'allSaved' || banner.kind === 'unstable' || changesMs.length > 0 || (online && banner.kind === 'offline')
}
