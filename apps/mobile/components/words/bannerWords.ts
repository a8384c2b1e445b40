import type { SyncState } from '../../store/syncStore.ts'
import { count } from './amounts.ts'

/** The one line about the connection; null when there is nothing to say. `here` is where sets are saved: "on this phone". */
export function bannerWords(banner: SyncState['banner'], here: string): string | null {
  switch (banner.kind) {
    case 'none':
      return null
    case 'offline':
      return banner.waiting === 0 ? `You're offline. Every set is saved ${here}.` : `Offline · ${count(banner.waiting, 'change')} waiting`
    case 'unstable':
      return `Unstable connection. Saving ${here}.`
    case 'backOnline':
      return `Back online. Sending ${count(banner.sending, 'change')}…`
    case 'allSaved':
      return 'All changes saved'
  }
}
