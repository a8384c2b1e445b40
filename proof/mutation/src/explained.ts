import type { Explained } from './scores.ts'

const rules = 'packages/contract/src/rules'
const unequal = 'The line before has settled that the two are not equal.'
const infinite = 'Nothing is then infinite instead of null, and every comparison with it answers the same.'
const together = 'Both are null, or neither is; and a moment minus null is the moment, which is far more than ten minutes.'

/** The changes that no test finds, and why nobody could observe them. `npm run mutate` says when one no longer survives. */
export const explained: readonly Explained[] = [
  { file: `${rules}/newest.ts`, original: 'a.loggedAtMs > b.loggedAtMs', replacement: 'a.loggedAtMs >= b.loggedAtMs', why: unequal },
  { file: `${rules}/newest.ts`, original: 'toldA > toldB', replacement: 'toldA >= toldB', why: unequal },
  {
    file: `${rules}/completionMetrics.ts`,
    original: 'set.plannedSetId !== null',
    replacement: 'true',
    why: 'The ids of a plan are never null, so null is not among them.',
  },
  { file: `${rules}/log.ts`, original: 'a.id < b.id', replacement: 'a.id <= b.id', why: 'The ids of the sets of a log are all different.' },
  { file: `${rules}/log.ts`, original: 'a.id < b.id', replacement: 'a.id >= b.id', why: 'Both logs are sorted the other way round.' },
  { file: `${rules}/ownStatements.ts`, original: 'moments.length > 0', replacement: 'true', why: infinite },
  { file: `${rules}/ownStatements.ts`, original: 'moments.length > 0', replacement: 'moments.length >= 0', why: infinite },
  { file: `${rules}/ownStatements.ts`, original: 'earlier.length > 0', replacement: 'true', why: infinite },
  { file: `${rules}/ownStatements.ts`, original: 'earlier.length > 0', replacement: 'earlier.length >= 0', why: infinite },
  {
    file: `${rules}/ownStatements.ts`,
    original: 'after !== null',
    replacement: 'true',
    why: 'Null plus 1 is a moment of 1970; none counts from before 2015.',
  },
  { file: `${rules}/ownStatements.ts`, original: 'before !== null && until !== null', replacement: 'true', why: together },
  {
    file: `${rules}/ownStatements.ts`,
    original: 'before !== null && until !== null',
    replacement: 'before !== null || until !== null',
    why: together,
  },
  { file: `${rules}/ownStatements.ts`, original: 'before !== null', replacement: 'true', why: together },
  { file: `${rules}/ownStatements.ts`, original: 'until !== null', replacement: 'true', why: together },
  {
    file: `${rules}/todaysSession.ts`,
    original: 'scheduledOn < on',
    replacement: 'scheduledOn <= on',
    why: 'What is to do that day was found a line before.',
  },
]
