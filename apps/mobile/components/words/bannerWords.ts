import type { Strip } from '../../sync/views/banner.ts'
import { count } from './amounts.ts'
import { toSend } from './toSend.ts'

/**
 * The banner's text in three lengths: as it is announced and as a wide page shows it, for a phone (41 letters fit), for the narrowest page
 * (20).
 */
export type BannerWords = { said: string; line: string; narrow: string }

/** The banner's text; null when there is nothing to say. Every word that is shown is also announced. `here` is "on this phone". */
export function bannerWords(strip: Strip, here: string): BannerWords | null {
  switch (strip.kind) {
    case 'none':
      return null
    case 'attention': {
      const needs = strip.changes === 1 ? 'needs' : 'need'
      const all = `${count(strip.changes, 'change')} ${needs} your attention`
      return { said: all, line: all, narrow: `${strip.changes} ${needs} attention` }
    }
    case 'signIn': {
      const { waiting } = strip
      const line = waiting === 0 ? 'Sign in again' : `Sign in again to ${toSend(waiting)}`
      return { said: `Sign in again to ${toSend(waiting)}. You can keep logging.`, line, narrow: 'Sign in again' }
    }
    case 'update': {
      const line = strip.waiting === 0 ? 'Update to keep your workouts' : `Update to ${toSend(strip.waiting)}`
      return { said: `Update to ${toSend(strip.waiting)}. Nothing is lost.`, line, narrow: 'Update' }
    }
    case 'offline': {
      const { waiting } = strip
      if (waiting === 0)
        return {
          said: `You're offline. Every set is saved ${here}.`,
          line: 'Offline. Every set is saved here.',
          narrow: 'Offline, saved here',
        }
      const all = `Offline · ${count(waiting, 'change')} waiting`
      return { said: all, line: all, narrow: `Offline · ${waiting} waiting` }
    }
    case 'silent': {
      const waiting = strip.waiting === 0 ? '' : ` · ${strip.waiting} waiting`
      return {
        said: "The server isn't answering. Your workouts are safe here; we keep trying.",
        line: `The server isn't answering${waiting}`,
        narrow: 'Server not answering',
      }
    }
    case 'keptOut':
      return {
        said: 'A proxy in front of the server keeps Holdfast out. Your workouts are safe here; we keep trying.',
        line: 'A proxy keeps Holdfast out. Safe here.',
        narrow: 'A proxy keeps us out',
      }
    case 'unstable':
      return {
        said: `Unstable connection. Saving ${here}.`,
        line: 'Unstable connection. Saving here.',
        narrow: 'Unstable connection',
      }
    case 'backOnline': {
      if (strip.sending === 0) return { said: 'Back online.', line: 'Back online.', narrow: 'Back online' }
      const all = `Back online. Sending ${count(strip.sending, 'change')}…`
      return { said: all, line: all, narrow: `Sending ${count(strip.sending, 'change')}…` }
    }
    case 'allSaved':
      return { said: 'All changes saved', line: 'All changes saved', narrow: 'All changes saved' }
  }
}
