import Papa from 'papaparse'
import type { SessionView } from '../session/overlay.ts'
import { cellOfText } from '../session/spreadsheetText.ts'

const columns = [
  'Session started',
  'Session finished',
  'Day',
  'Session',
  'Status',
  'Exercise',
  'Set',
  'Type',
  'Weight',
  'Unit',
  'Reps',
  'RPE',
  'Lifted at',
  'Session RPE',
  'Notes',
] as const

/**
 * Every set of these sessions as one row, the oldest session first. RFC 4180, with the byte order mark by which spreadsheets recognize
 * UTF-8. Opening the file runs nothing, and the import reads every text back as it was typed.
 */
export function setsCsv(sessions: readonly SessionView[], names: ReadonlyMap<string, string>): string {
  const rows = [...sessions].sort((a, b) => begunMs(a) - begunMs(b)).flatMap((session) => rowsOf(session, names))
  return `\uFEFF${Papa.unparse({ fields: [...columns], data: rows })}\r\n`
}

function rowsOf(session: SessionView, names: ReadonlyMap<string, string>): (string | number | null)[][] {
  const planned = new Map(session.plan.map(({ exerciseId, name }) => [exerciseId, name]))
  const counts = new Map<string, number>()
  return [...session.actualSets]
    .sort((a, b) => a.setOrder - b.setOrder)
    .map((set) => {
      const nth = (counts.get(set.exerciseId) ?? 0) + 1
      counts.set(set.exerciseId, nth)
      return [
        session.startedAt ?? session.scheduledOn,
        session.completedAt,
        session.scheduledOn,
        cellOfText(session.title),
        session.status,
        cellOfText(set.exerciseName ?? planned.get(set.exerciseId) ?? names.get(set.exerciseId) ?? set.exerciseId),
        nth,
        set.setType,
        set.weight?.value ?? null,
        set.weight?.unit ?? null,
        set.reps,
        set.rpe,
        set.completedAt,
        session.sessionRpe,
        cellOfText(session.notes),
      ]
    })
}

function begunMs({ startedAt, scheduledOn }: SessionView): number {
  return Date.parse(startedAt ?? scheduledOn)
}
