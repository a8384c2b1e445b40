import type { SetType } from '@holdfast/contract'
import { NO_STYLE, type DateStyle } from '../../sync/import/calendarDate.ts'
import type { Column } from '../../sync/import/columnNames.ts'
import type { DateQuestion } from '../../sync/import/fileDates.ts'
import { fileTimeOf } from '../../sync/import/fileTime.ts'
import type { Addition } from '../../sync/import/missingSets.ts'
import type { ExportReading } from '../../sync/import/readExport.ts'
import { count, setWords } from './amounts.ts'

/** The question about a file's dates, with its reason. */
export function dateQuestionWords(question: DateQuestion): string {
  const [sample = ''] = question.samples
  if (question.asks === 'language') return `Two languages call different months so. Which day is “${sample}”?`
  const rewritten = 'A spreadsheet program rewrote the dates in this file.'
  switch (question.proven) {
    case 'dmy':
      return `${rewritten} One of them has a day above 12 first, so the day comes first.`
    case 'mdy':
      return `${rewritten} One of them has a day above 12 second, so the month comes first.`
    case null:
      return `${rewritten} What comes first in “${sample}”, the day or the month?`
  }
}

export type DateChoice = { value: string; label: string; style: DateStyle }

/** The ways to read the dates of a file; a person chooses one. */
export function dateChoices(question: DateQuestion): DateChoice[] {
  if (question.asks === 'order')
    return [
      { value: 'dmy', label: 'Day first', style: { ...NO_STYLE, order: 'dmy' } },
      { value: 'mdy', label: 'Month first', style: { ...NO_STYLE, order: 'mdy' } },
    ]
  return question.languages.map((language) => {
    const style = { ...NO_STYLE, language }
    return { value: language, label: momentWords(question.samples[0] ?? '', style), style }
  })
}

/** "03/04/2021 10:41 is 3 April 2021, 10:41", one line per date of the question. */
export function datePreview({ samples }: DateQuestion, style: DateStyle): string[] {
  return samples.map((sample) => `${sample} is ${momentWords(sample, style)}`)
}

function momentWords(text: string, style: DateStyle): string {
  const local = fileTimeOf(text, style)?.local
  if (local === undefined) return 'no date'
  const day = new Date(`${local.slice(0, 10)}T12:00:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  return local.endsWith('T00:00:00') ? day : `${day}, ${local.slice(11, 16)}`
}

export const setKindChoices: readonly { value: SetType; label: string }[] = [
  { value: 'warmup', label: 'Warm-up' },
  { value: 'working', label: 'Working set' },
  { value: 'drop', label: 'Drop set' },
  { value: 'failure', label: 'To failure' },
]

/** "3 sets of this file are missing in 2 workouts here." */
export function additionWords(additions: readonly Addition[]): { words: string; label: string } {
  const sets = additions.reduce((sum, { missing }) => sum + missing, 0)
  return {
    words: `${count(sets, 'set')} of this file ${sets === 1 ? 'is' : 'are'} missing in ${count(additions.length, 'workout')} here. Nothing else of ${additions.length === 1 ? 'it' : 'them'} changes.`,
    label: `Add the ${count(sets, 'set')} that ${sets === 1 ? 'is' : 'are'} missing here`,
  }
}

/** What a column may hold; those that a set needs come first. */
export const columnRoles: readonly { column: Column; label: string; isNeeded: boolean }[] = [
  { column: 'date', label: 'Date', isNeeded: true },
  { column: 'exercise', label: 'Exercise', isNeeded: true },
  { column: 'weight', label: 'Weight', isNeeded: true },
  { column: 'reps', label: 'Reps', isNeeded: true },
  { column: 'weightUnit', label: 'kg or lb', isNeeded: false },
  { column: 'type', label: 'Kind of set', isNeeded: false },
  { column: 'rpe', label: 'RPE', isNeeded: false },
  { column: 'time', label: 'Time of day', isNeeded: false },
  { column: 'title', label: 'Name of the workout', isNeeded: false },
  { column: 'duration', label: 'How long the workout took', isNeeded: false },
  { column: 'notes', label: 'Notes', isNeeded: false },
  { column: 'workoutNotes', label: 'Notes of the workout', isNeeded: false },
  { column: 'seconds', label: 'Seconds of a hold or a run', isNeeded: false },
]

/** The first sets of a file as they would be imported: "3 Apr 2021 · Squat · 100 kg × 5". */
export function readingPreview({ workouts }: Pick<ExportReading, 'workouts'>, most: number): string[] {
  const sets = workouts.flatMap(({ day: on, sets: all }) => all.map((set) => ({ on, set })))
  return sets.slice(0, most).map(({ on, set }) => {
    const day = new Date(`${on}T12:00:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
    return `${day} · ${set.exercise} · ${setWords(set)}`
  })
}
