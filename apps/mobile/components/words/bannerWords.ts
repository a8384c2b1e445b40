import type { Strip } from '../../sync/banner.ts'
import { count } from './amounts.ts'
import { toSend } from './toSend.ts'

/** The one line on top; null when there is nothing to say. `silent`: there is a network, and nobody answers. `here` is "on this phone". */
export function bannerWords(strip: Strip, silent: boolean, here: string): string | null {
  switch (strip.kind) {
    case 'none':
      return null
    case 'attention':
      return `${count(strip.changes, 'change')} ${strip.changes === 1 ? 'needs' : 'need'} your attention`
    case 'signIn':
      return `Sign in again to ${toSend(strip.waiting)}. You can keep logging.`
    case 'update':
      return `Update to ${toSend(strip.waiting)}. Nothing is lost.`
    case 'offline':
      if (silent) return "The server isn't answering. Your workouts are safe here; we keep trying."
      return strip.waiting === 0 ? `You're offline. Every set is saved ${here}.` : `Offline · ${count(strip.waiting, 'change')} waiting`
    case 'unstable':
      return `Unstable connection. Saving ${here}.`
    case 'backOnline':
      return `Back online. Sending ${count(strip.sending, 'change')}…`
    case 'allSaved':
      return 'All changes saved'
  }
}
