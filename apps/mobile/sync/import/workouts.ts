import { NOTES_CHARACTERS_MAX, SETS_PER_SESSION_MAX, storableStart } from '@holdfast/contract'
import {
  exportRowOf,
  type ExportRow,
  type ExportSet,
  type RowProblem,
  type RowReading,
  type RowWorkout,
  type Skipped,
} from './exportRow.ts'
import { kindKey } from './setKinds.ts'
import type { TableRow } from './table.ts'
import { withOneStart, type ReadRow } from './untitledRows.ts'

/** A workout of another app. Times are RFC 3339; `local` is the wall clock at its start, as in the file. */
export type ExportedWorkout = {
  local: string
  /** The day of the start, `YYYY-MM-DD`. */
  day: string
  startedAt: string
  endedAt: string
  title: string
  notes: string
  sessionRpe: number | null
  sets: readonly ExportSet[]
}

/** A row that cannot be read. `line` is where it begins in the file. */
export type UnreadableRow = { line: number; why: RowProblem | { problem: 'setsMax'; limit: number } }

/** A part of a readable row that is left out. */
export type LeftOut = { line: number; what: 'rpe'; text: string } | { line: number; what: 'notesEnd' | 'duration' }

/** The workouts of a file, and what of it was not read. */
export type Workouts = {
  /** Oldest first. */
  workouts: readonly ExportedWorkout[]
  unreadable: readonly UnreadableRow[]
  leftOut: readonly LeftOut[]
  skipped: Readonly<Record<Skipped, number>>
  /** Unknown words for kinds of sets, as in the file. Their rows are unreadable until a person assigns a kind. */
  unknownKinds: readonly string[]
}

type Draft = { said: RowWorkout; line: number; sets: ExportSet[]; workoutNotes: string; exerciseNotes: Set<string> }

/** Collects the rows of each workout: those with the same start and the same title, wherever they are in the file. */
export function workoutsOf(rows: readonly TableRow[], reading: RowReading, rowOf: typeof exportRowOf = exportRowOf): Workouts {
  const drafts = new Map<string, Draft>()
  const unreadable: UnreadableRow[] = []
  const leftOut: LeftOut[] = []
  const skipped = { restTimer: 0, timed: 0, empty: 0 }
  const read = rows.map((row): ReadRow => ({ line: row.line, row: rowOf(row, reading) }))
  for (const { line, row } of reading.columns.title === undefined ? withOneStart(read) : read) {
    if (row.is === 'skipped') skipped[row.why]++
    else if (row.is === 'unreadable') unreadable.push({ line, why: row.why })
    else {
      const draft = draftOf(drafts, row.workout, line)
      takeNotes(draft, row)
      if (row.is === 'note') continue
      if (row.rpeLeftOut !== null) leftOut.push({ line, what: 'rpe', text: row.rpeLeftOut })
      if (draft.sets.length < SETS_PER_SESSION_MAX) draft.sets.push(row.set)
      else unreadable.push({ line, why: { problem: 'setsMax', limit: SETS_PER_SESSION_MAX } })
    }
  }
  const whole = [...drafts.values()].filter(({ sets }) => sets.length > 0)
  for (const { said, line } of whole) if (!said.end && !said.own && said.durationMs === null) leftOut.push({ line, what: 'duration' })
  for (const draft of whole) if (notesOf(draft).length > NOTES_CHARACTERS_MAX) leftOut.push({ line: draft.line, what: 'notesEnd' })
  const workouts = whole.map(workoutOf).sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0))
  return { workouts, unreadable, leftOut: leftOut.sort((a, b) => a.line - b.line), skipped, unknownKinds: unknownIn(unreadable) }
}

/** Each word once, in its first spelling. */
function unknownIn(unreadable: readonly UnreadableRow[]): string[] {
  const words = unreadable.flatMap(({ why }) => (why.problem === 'setOrder' ? [[kindKey(why.text), why.text] as const] : []))
  return [...new Map(words.reverse()).values()].reverse()
}

function draftOf(drafts: Map<string, Draft>, said: RowWorkout, line: number): Draft {
  const key = JSON.stringify([said.start.local, said.title])
  const draft = drafts.get(key) ?? { said, line, sets: [], workoutNotes: '', exerciseNotes: new Set<string>() }
  // One row may contain what another one leaves out.
  draft.said = { ...draft.said, end: draft.said.end ?? said.end, durationMs: draft.said.durationMs ?? said.durationMs }
  drafts.set(key, draft)
  return draft
}

/** Notes of a set or an exercise have no field in this app. They are added to the notes of the workout, with the name of the exercise. */
function takeNotes(draft: Draft, row: Extract<ExportRow, { is: 'set' | 'note' }>): void {
  // Strong repeats the notes of a workout on some of its rows and not on others.
  draft.workoutNotes ||= row.workout.notes
  const exercise = row.is === 'set' ? row.set.exercise : row.exercise
  if (row.note !== '') draft.exerciseNotes.add(`${exercise}: ${row.note}`)
}

function notesOf({ workoutNotes, exerciseNotes }: Draft): string {
  return [workoutNotes, ...exerciseNotes].filter((note) => note !== '').join('\n')
}

function workoutOf(draft: Draft): ExportedWorkout {
  const { start, end, durationMs, title, own } = draft.said
  const startMs = Date.parse(start.at)
  // By the wall clock: the length is the same wherever the file is read, also when the clocks change.
  const lastedMs = end ? wallMs(end.local) - wallMs(start.local) : (durationMs ?? lastSetMs(draft) - startMs)
  return {
    local: start.local,
    day: own?.scheduledOn ?? start.day,
    startedAt: start.at,
    endedAt: new Date(startMs + Math.max(0, lastedMs)).toISOString(),
    title,
    notes: storableStart(notesOf(draft), NOTES_CHARACTERS_MAX),
    sessionRpe: own?.sessionRpe ?? null,
    sets: draft.sets,
  }
}

/** When the last set was lifted, if the file contains that; else 0, the epoch. */
function lastSetMs({ sets }: Draft): number {
  return Math.max(0, ...sets.map(({ completedAt }) => (completedAt ? Date.parse(completedAt) : 0)))
}

const wallMs = (local: string): number => Date.parse(`${local}Z`)
