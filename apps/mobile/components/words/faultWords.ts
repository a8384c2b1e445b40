import { count } from './amounts.ts'

/** Why a page is not shown: it threw, its file could not be loaded, or the file is slow. */
export type FaultKind = 'threw' | 'missing' | 'slow'

/** What a person reads instead of a page that cannot be shown. */
export const faultWords = {
  title: (kind: FaultKind): string =>
    ({
      threw: "This page can't be shown right now",
      missing: "This page couldn't be loaded",
      slow: 'This page is still on its way',
    })[kind],
  body: (kind: FaultKind): string =>
    ({
      threw: 'Something went wrong in Holdfast itself. Try again, or reload.',
      missing: "A part of Holdfast isn't here, and it couldn't be fetched. Try again when you're online, or reload.",
      slow: 'The network is slow. The page comes by itself once it is here.',
    })[kind],
  /** `waiting`: how many changes wait; null when that is not known. `here` is "on this phone". */
  safe: (waiting: number | null, here: string): string => {
    const kept = `Nothing you logged is lost: it is saved ${here}.`
    if (!waiting) return kept
    return `${kept} ${count(waiting, 'change')} ${waiting === 1 ? 'waits and is' : 'wait and are'} sent as before.`
  },
} as const
