import type { Explained } from './scores.ts'

/** The changes that no test finds, and why nobody could observe them. `npm run mutate` says when one no longer survives. */
export const explained: readonly Explained[] = []
