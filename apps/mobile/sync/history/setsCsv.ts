import Papa from 'papaparse'
import type { SessionView } from '../overlay.ts'

const columns = [
  'Session started',
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
 * Every set of these sessions, a row each, oldest session first: RFC 4180, with the mark by which spreadsheets know UTF-8. A text that
 * begins like a formula gets an apostrophe before it, so that opening the file runs nothing.
 */
export function setsCsv(sessions: readonly SessionView[], names: ReadonlyMap<string, string>): string {
  const rows = [...sessions].sort((a, b) => begunMs(a) - begunMs(b)).flatMap((session) => rowsOf(session, names))
  return `\uFEFF${Papa.unparse({ fields: [...columns], data: rows }, { escapeFormulae: true })}\r\n`
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
        session.title,
        session.status,
        set.exerciseName ?? planned.get(set.exerciseId) ?? names.get(set.exerciseId) ?? set.exerciseId,
        nth,
        set.setType,
        set.weight?.value ?? null,
        set.weight?.unit ?? null,
        set.reps,
        set.rpe,
        set.completedAt,
        session.sessionRpe,
        session.notes,
      ]
    })
}

function begunMs({ startedAt, scheduledOn }: SessionView): number {
  return Date.parse(startedAt ?? scheduledOn)
}
