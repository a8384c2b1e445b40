import type { Plan, Session } from '@holdfast/contract'
import { setsWords } from '../words/amounts.ts'
import { placesOf, sessionRows } from '../session/sessionRows.ts'

type Line = { key: string; name: string; words: string }

/** What a plan asks for, one line per exercise. */
export function plannedLines(plan: Plan): Line[] {
  return [...plan].sort((a, b) => a.order - b.order).map(({ id, name, sets }) => ({ key: id, name, words: setsWords(sets) }))
}

/** What was done, one line per exercise that was done. */
export function doneLines({ plan, actualSets }: Pick<Session, 'plan' | 'actualSets'>): Line[] {
  const byId = new Map(actualSets.map((set) => [set.id, set]))
  return sessionRows(plan, [], [], actualSets).flatMap((exercise) => {
    const sets = placesOf([exercise]).flatMap(({ setId }) => byId.get(setId) ?? [])
    return sets.length === 0 ? [] : [{ key: exercise.key, name: exercise.name, words: setsWords(sets) }]
  })
}
