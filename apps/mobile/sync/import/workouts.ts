import { NOTES_CHARACTERS_MAX, SETS_PER_SESSION_MAX, storable, type Weight } from '@holdfast/contract'
import type { Columns, ExportApp } from './exportKind.ts'
import { exportRowOf, type ExportRow, type ExportSet, type RowProblem, type RowWorkout, type Skipped } from './exportRow.ts'
import type { TableRow } from './table.ts'

/** A workout of another app. Times are RFC 3339; `local` is the wall clock it began at, as the file writes it. */
export type ExportedWorkout = {
  local: string
  startedAt: string
  endedAt: string
  title: string
  notes: string
  sets: readonly ExportSet[]
}

/** A row that cannot be read, by the line of the file it begins on. */
export type UnreadableRow = { line: number; why: RowProblem | { problem: 'setsMax'; limit: number } }

/** Something of a row that was read is left out. */
export type LeftOut = { line: number; what: 'rpe'; text: string } | { line: number; what: 'notesEnd' | 'duration' }

export type Workouts = {
  /** Oldest first. */
  workouts: readonly ExportedWorkout[]
  unreadable: readonly UnreadableRow[]
  leftOut: readonly LeftOut[]
  skipped: Readonly<Record<Skipped, number>>
}

type Draft = { said: RowWorkout; line: number; sets: ExportSet[]; workoutNotes: string; exerciseNotes: Set<string> }

/** Puts the rows of one workout together: those that begin at the same moment and have the same title, wherever they stand. */
export function workoutsOf(rows: readonly TableRow[], app: ExportApp, columns: Columns, unit: Weight['unit']): Workouts {
  const drafts = new Map<string, Draft>()
  const unreadable: UnreadableRow[] = []
  const leftOut: LeftOut[] = []
  const skipped = { restTimer: 0, timed: 0, empty: 0 }
  for (const tableRow of rows) {
    const row = exportRowOf(tableRow, app, columns, unit)
    const { line } = tableRow
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
  const read = [...drafts.values()].filter(({ sets }) => sets.length > 0)
  for (const { said, line } of read) if (!said.end && said.durationMs === null) leftOut.push({ line, what: 'duration' })
  for (const draft of read) if (notesOf(draft).length > NOTES_CHARACTERS_MAX) leftOut.push({ line: draft.line, what: 'notesEnd' })
  const workouts = read.map(workoutOf).sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0))
  return { workouts, unreadable, leftOut: leftOut.sort((a, b) => a.line - b.line), skipped }
}

function draftOf(drafts: Map<string, Draft>, said: RowWorkout, line: number): Draft {
  const key = JSON.stringify([said.start.local, said.title])
  const draft = drafts.get(key) ?? { said, line, sets: [], workoutNotes: '', exerciseNotes: new Set<string>() }
  drafts.set(key, draft)
  return draft
}

/** Notes of a set or an exercise have no place of their own here: they go under the workout's, with the name of the exercise. */
function takeNotes(draft: Draft, row: Extract<ExportRow, { is: 'set' | 'note' }>): void {
  // Strong repeats them on some rows of a workout and not on others.
  draft.workoutNotes ||= row.workout.notes
  const exercise = row.is === 'set' ? row.set.exercise : row.exercise
  if (row.note !== '') draft.exerciseNotes.add(`${exercise}: ${row.note}`)
}

function notesOf({ workoutNotes, exerciseNotes }: Draft): string {
  return [workoutNotes, ...exerciseNotes].filter((note) => note !== '').join('\n')
}

function workoutOf(draft: Draft): ExportedWorkout {
  const { start, end, durationMs, title } = draft.said
  const startMs = Date.parse(start.at)
  const endMs = end ? Date.parse(end.at) : startMs + (durationMs ?? 0)
  return {
    local: start.local,
    startedAt: start.at,
    endedAt: new Date(Math.max(startMs, endMs)).toISOString(),
    title,
    notes: storable(notesOf(draft).slice(0, NOTES_CHARACTERS_MAX)),
    sets: draft.sets,
  }
}
