import type { ExportApp, ForeignApp } from '../../sync/import/exportKind.ts'
import type { ImportPlan } from '../../sync/import/importPlan.ts'
import type { ExportReading } from '../../sync/import/readExport.ts'
import type { PickProblem } from '../../sync/import/useImport.ts'
import type { LeftOut, UnreadableRow } from '../../sync/import/workouts.ts'
import type { ImportEnd } from '../../sync/import/writeImport.ts'
import { count } from './amounts.ts'

const appNames: Record<Exclude<ExportApp, 'other'> | ForeignApp, string> = {
  strong: 'Strong',
  hevy: 'Hevy',
  holdfast: 'Holdfast',
  fitnotes: 'FitNotes',
  fitbod: 'Fitbod',
  gymrun: 'GymRun',
  liftosaur: 'Liftosaur',
  jefit: 'Jefit',
  stronglifts: 'StrongLifts',
}

/** Where each app has its export. */
export const exportPlaces: readonly string[] = [
  'Strong: Settings, Export Strong data.',
  'Hevy: Settings, Export & import data, Export workouts.',
  'FitNotes: Settings, Spreadsheet export. Fitbod: Log, Export data. GymRun and Liftosaur: their CSV.',
  'Any other app or spreadsheet: a CSV with a row for each set. You say what its columns are.',
]

/** The app that made a file; null for one whose columns a person assigned. */
export function appWords(app: ExportApp): string | null {
  return app === 'other' ? null : `From ${appNames[app]}`
}

/** Why a file cannot be imported, and what to do. */
export function fileProblemWords(why: PickProblem): { title: string; body: string } {
  switch (why.problem) {
    case 'empty':
      return { title: 'This file is empty', body: 'Export again in the other app, then choose the new file.' }
    case 'notCsv':
      return { title: 'This is not a CSV file', body: 'Choose the file that the other app exported. Its name ends in .csv.' }
    case 'unknown':
      return {
        title: 'This file is not from Strong or Hevy',
        body: 'Nor is it one with a row for each set: that takes at least a date, an exercise, and reps or a weight.',
      }
    case 'columns':
      return {
        title: `Columns are missing`,
        body: `This looks like an export of ${appNames[why.app]}, without ${listWords(why.missing)}. Export again, and choose the file as it is.`,
      }
    case 'foreign':
      return {
        title: `This file is from ${appNames[why.app]}`,
        body: 'A row of it holds more than one set, and Holdfast reads files with a row for each set. Bring the sets into a spreadsheet, a row each, and save that as CSV.',
      }
    case 'noRows':
      return { title: 'There are no workouts in this file', body: 'It holds the names of the columns and nothing below them.' }
    case 'tooLarge':
      return { title: 'This file is too large', body: 'Holdfast reads files of up to 20 MB. A lifetime of training is smaller.' }
    case 'encoding':
      return {
        title: 'The letters of this file cannot be read',
        body: 'Names would come in wrong. Open it in a spreadsheet program, save it as “CSV UTF-8”, then choose the new file.',
      }
    case 'unreadable':
      return { title: 'This file could not be opened', body: 'Copy it to this device first, then choose it again.' }
  }
}

/** "Row 118: 1000 reps is above 999". */
export function rowWords({ line, why }: UnreadableRow): string {
  return `Row ${line}: ${rowProblemWords(why)}`
}

function rowProblemWords(why: UnreadableRow['why']): string {
  switch (why.problem) {
    case 'quote':
      return 'a quotation mark opens and does not close where it should'
    case 'short':
      return 'it ends before the last column'
    case 'long':
      return 'it has more cells than the file has columns'
    case 'date':
      return why.text === '' ? 'it has no date' : `“${why.text}” is not a date`
    case 'reps':
      return `“${why.text}” is not a number of reps`
    case 'weight':
      return `“${why.text}” is not a weight`
    case 'weightUnit':
      return `“${why.text}” is neither kg nor lb`
    case 'setOrder':
      return `“${why.text}” is not a kind of set`
    case 'repsMax':
      return `${why.text} reps is above ${why.limit}`
    case 'weightMax':
      return `${why.text} is above ${why.limit}`
    case 'weightMin':
      return `${why.text} is below ${why.limit}`
    case 'noExercise':
      return 'it has no exercise'
    case 'setsMax':
      return `its workout has more than ${why.limit} sets`
  }
}

/** "Row 7: RPE “11” left out; the scale is 6 to 10 by halves". */
export function leftOutWords(left: LeftOut): string {
  switch (left.what) {
    case 'rpe':
      return `Row ${left.line}: RPE “${left.text}” left out; the scale is 6 to 10 by halves`
    case 'notesEnd':
      return `Row ${left.line}: the end of long notes left out`
    case 'duration':
      return `Row ${left.line}: how long the workout took is not in the file`
  }
}

/** "42 workouts, 355 sets, 17 Jan – 3 Mar 2025". */
export function foundWords({ workouts }: Pick<ExportReading, 'workouts'>): string {
  const sets = workouts.reduce((sum, workout) => sum + workout.sets.length, 0)
  const [first, last] = [workouts[0], workouts.at(-1)]
  if (!first || !last) return 'No workouts'
  return `${count(workouts.length, 'workout')}, ${count(sets, 'set')}, ${daysWords(first.day, last.day)}`
}

/** What happens to the workouts, one line each; only lines that apply. */
export function planWords({ fresh, alreadyHere, differing }: ImportPlan): string[] {
  return [
    fresh.length > 0 ? `${count(fresh.length, 'workout')} to import` : 'Nothing new to import',
    ...(alreadyHere > 0 ? [`${alreadyHere} already here`] : []),
    ...(differing.length > 0 ? [`${differing.length} ${differing.length === 1 ? 'differs' : 'differ'} from what is here, left alone`] : []),
  ]
}

/** What is in the file and is no set, one line each. */
export function skippedWords({ skipped: { timed, restTimer, empty } }: Pick<ExportReading, 'skipped'>): string[] {
  return [
    ...(timed > 0 ? [`${count(timed, 'row')} of time or distance skipped: Holdfast keeps weight and reps`] : []),
    ...(restTimer > 0 ? [`${count(restTimer, 'rest timer')} skipped`] : []),
    ...(empty > 0 ? [`${count(empty, 'empty row')} skipped`] : []),
  ]
}

/** The lines of a list that may have thousands: a reason shared by many rows is written once, with the first of them. */
export function rowLines(unreadable: readonly UnreadableRow[]): string[] {
  return mergedLines(unreadable.map((row) => ({ line: row.line, words: rowProblemWords(row.why), like: likeOf(row.why) })))
}

/** The same for values that are left out. */
export function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  return mergedLines(leftOut.map((left) => ({ line: left.line, words: leftOutWords(left).replace(/^Row \d+: /, ''), like: left.what })))
}

/** Unreadable dates all differ, but the reason is the same. */
function likeOf(why: UnreadableRow['why']): string {
  return why.problem === 'date' && why.text !== '' ? 'date' : rowProblemWords(why)
}

/** Up to this many lines of one kind are shown one by one. */
const TOLD_EACH = 3

type Line = { line: number; words: string; like: string }

function mergedLines(lines: readonly Line[]): string[] {
  const kinds = new Map<string, Line[]>()
  for (const line of lines) {
    const alike = kinds.get(line.like)
    if (alike) alike.push(line)
    else kinds.set(line.like, [line])
  }
  return [...kinds.values()].flatMap((alike) =>
    alike.length <= TOLD_EACH
      ? alike.map(({ line, words }) => `Row ${line}: ${words}`)
      : [`${count(alike.length, 'row')}, the first of them ${alike[0]!.line}: ${alike[0]!.words}`],
  )
}

/** How an import ended. `added`: sets were added to existing workouts. */
export function endWords(end: ImportEnd, of: number, here: string, added = false): { title: string; body: string } {
  const saved = added ? `Sets added to ${count(end.written, 'workout')} ${here}` : `${count(end.written, 'workout')} saved ${here}`
  switch (end.ended) {
    case 'all':
      return { title: saved, body: 'They go to the server by themselves. Importing the same file again changes nothing.' }
    case 'cancelled':
      return { title: `Stopped: ${saved}`, body: `${of - end.written} are left. Import the same file again to go on from here.` }
    case 'notSaved':
      return {
        title: notSavedTitles[end.why],
        body: `${saved}, ${of - end.written} are not in. ${end.why === 'full' ? 'Free some space, then' : 'Then'} import the same file again to go on from here.`,
      }
  }
}

const notSavedTitles = {
  full: 'The storage is full',
  unavailable: 'The storage did not answer',
  failed: 'Something in the app failed',
} as const

/** "17 Jan – 3 Mar 2025"; the first year only if it differs. */
function daysWords(first: string, last: string): string {
  const words = (day: string, year: boolean) =>
    new Date(`${day}T12:00:00`).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'short',
      ...(year ? { year: 'numeric' } : {}),
    })
  if (first === last) return words(last, true)
  return `${words(first, first.slice(0, 4) !== last.slice(0, 4))} – ${words(last, true)}`
}

/** "Reps", "Reps and Weight", "Reps, Weight and Date". */
function listWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
