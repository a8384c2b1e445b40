import { exerciseIdOf, uuidOf } from '@holdfast/contract'
import type { Plan, PlannedExercise, PlannedSet, SetType } from '@holdfast/contract'
import { DAYS, PROGRAMME_NAME, TRAINING_MAX_KG, WARM_UP, WAVE, WEEKS } from './block.ts'
import type { Lift, Prescription } from './block.ts'

/** One session of the programme, with its day. */
export type ProgrammeSession = {
  id: string
  title: string
  programme: { id: string; name: string; week: number; day: string }
  scheduledOn: string
  plan: Plan
}

/** The whole block for one lifter. `firstDay` is `YYYY-MM-DD`. The ids depend on the lifter, the week and the day only. */
export function programmeOf(lifterId: string, firstDay: string): ProgrammeSession[] {
  const programme = { id: uuidOf(`${lifterId}/programme`), name: PROGRAMME_NAME }
  return Array.from({ length: WEEKS }, (_, index) => index + 1).flatMap((week) =>
    DAYS.map(({ day, offset, title, exercises }) => {
      const id = uuidOf(`${lifterId}/week ${week}/${day}`)
      return {
        id,
        title,
        programme: { ...programme, week, day },
        scheduledOn: dayAfter(firstDay, (week - 1) * 7 + offset),
        plan: exercises.map((exercise, order) => plannedExercise(id, week, exercise, order)),
      }
    }),
  )
}

/** The day `days` after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function plannedExercise(sessionId: string, week: number, prescription: Prescription, order: number): PlannedExercise {
  const name = 'lift' in prescription ? prescription.lift : prescription.name
  const id = uuidOf(`${sessionId}/${order}/${name}`)
  const sets = setsOf(week, prescription).map((set, index) => ({ id: uuidOf(`${id}/set ${index}`), ...set }))
  return { id, exerciseId: exerciseIdOf(name), name, order, restSeconds: prescription.restSeconds, notes: prescription.notes, sets }
}

function setsOf(week: number, prescription: Prescription): Omit<PlannedSet, 'id'>[] {
  switch (prescription.kind) {
    case 'main': {
      const max = trainingMaxKg(prescription.lift, week)
      const main = WAVE[(week - 1) % WAVE.length] ?? []
      return [
        ...WARM_UP.map(({ share, reps }) => plannedSet('warmup', reps, max * share, null)),
        ...main.map(({ share, reps, rpe }, index) => ({
          ...plannedSet('working', reps, max * share, rpe),
          isAmrap: index === main.length - 1,
        })),
      ]
    }
    case 'volume': {
      const { lift, sets, reps, share } = prescription
      return repeat(sets, plannedSet('working', reps, trainingMaxKg(lift, week) * share, 7))
    }
    case 'assistance': {
      const { sets, reps, kg, weeklyKg } = prescription
      return repeat(sets, plannedSet('working', reps, kg === null ? null : kg + weeklyKg * (week - 1), 8))
    }
    case 'asManyAsPossible':
      return repeat(prescription.sets, { ...plannedSet('working', prescription.reps, null, 9), isAmrap: true })
  }
}

function trainingMaxKg(lift: Lift, week: number): number {
  const { start, step } = TRAINING_MAX_KG[lift]
  return start + step * Math.floor((week - 1) / WAVE.length)
}

function plannedSet(setType: SetType, reps: number, kg: number | null, targetRpe: number | null): Omit<PlannedSet, 'id'> {
  return { setType, isAmrap: false, reps, weight: kg === null ? null : { value: loadable(kg), unit: 'kg' }, targetRpe }
}

/** The nearest load that usual plates allow: steps of 2.5 kg. Light loads are dumbbells and stacks: steps of 1 kg. */
function loadable(kg: number): number {
  const step = kg < 20 ? 1 : 2.5
  return Math.round(kg / step) * step
}

function repeat<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value)
}
