/** One exercise of a training day: a main lift in percentages of its training max, or assistance. */
export type Prescription =
  | { kind: 'main'; lift: Lift; restSeconds: number; notes: string }
  | { kind: 'volume'; lift: Lift; sets: number; reps: number; share: number; restSeconds: number; notes: string }
  | {
      kind: 'assistance'
      name: string
      sets: number
      reps: number
      kg: number | null
      weeklyKg: number
      restSeconds: number
      notes: string
    }
  | { kind: 'asManyAsPossible'; name: string; sets: number; reps: number; restSeconds: number; notes: string }

export type Lift = 'Back squat' | 'Bench press' | 'Deadlift' | 'Overhead press'

/**
 * A main set: its share of the training max, its repetitions, and its intended RPE. The last one of a day has as many repetitions as
 * possible.
 */
export type MainSet = { share: number; reps: number; rpe: number }

export const PROGRAMME_NAME = '5/3/1, three days a week'

/** 90 % of the one-repetition maximum of an intermediate lifter of about 82 kg, and how much it rises after three weeks. */
export const TRAINING_MAX_KG: Record<Lift, { start: number; step: number }> = {
  'Back squat': { start: 125, step: 5 },
  'Bench press': { start: 90, step: 2.5 },
  Deadlift: { start: 150, step: 5 },
  'Overhead press': { start: 57.5, step: 2.5 },
}

export const WARM_UP: readonly { share: number; reps: number }[] = [
  { share: 0.4, reps: 5 },
  { share: 0.5, reps: 5 },
  { share: 0.6, reps: 3 },
]

/** Wendler's three weeks, done twice: the second time with the higher training max. */
export const WAVE: readonly (readonly MainSet[])[] = [
  [
    { share: 0.65, reps: 5, rpe: 6.5 },
    { share: 0.75, reps: 5, rpe: 7.5 },
    { share: 0.85, reps: 5, rpe: 8.5 },
  ],
  [
    { share: 0.7, reps: 3, rpe: 6.5 },
    { share: 0.8, reps: 3, rpe: 7.5 },
    { share: 0.9, reps: 3, rpe: 8.5 },
  ],
  [
    { share: 0.75, reps: 5, rpe: 7 },
    { share: 0.85, reps: 3, rpe: 8 },
    { share: 0.95, reps: 1, rpe: 9 },
  ],
]

export const WEEKS = 6

/** The training days of a week: how many days after its first day, and what is lifted. */
export const DAYS: readonly { day: string; offset: number; title: string; exercises: readonly Prescription[] }[] = [
  {
    day: 'Day 1',
    offset: 0,
    title: 'Squat and press',
    exercises: [
      { kind: 'main', lift: 'Back squat', restSeconds: 180, notes: 'Brace before you unrack. Leave one good rep on the last set.' },
      { kind: 'main', lift: 'Overhead press', restSeconds: 150, notes: '' },
      { kind: 'assistance', name: 'Barbell row', sets: 3, reps: 10, kg: 60, weeklyKg: 1.25, restSeconds: 90, notes: 'Pause at the belly.' },
      { kind: 'asManyAsPossible', name: 'Hanging leg raise', sets: 3, reps: 12, restSeconds: 60, notes: '' },
    ],
  },
  {
    day: 'Day 2',
    offset: 2,
    title: 'Bench and pull',
    exercises: [
      { kind: 'main', lift: 'Bench press', restSeconds: 180, notes: 'Shoulder blades together, feet still.' },
      { kind: 'assistance', name: 'Romanian deadlift', sets: 3, reps: 8, kg: 85, weeklyKg: 2.5, restSeconds: 120, notes: '' },
      { kind: 'assistance', name: 'Lat pulldown', sets: 3, reps: 10, kg: 55, weeklyKg: 1.25, restSeconds: 90, notes: '' },
      {
        kind: 'assistance',
        name: 'Bulgarian split squat',
        sets: 3,
        reps: 10,
        kg: 16,
        weeklyKg: 1,
        restSeconds: 90,
        notes: 'Each leg; the load is one dumbbell.',
      },
    ],
  },
  {
    day: 'Day 3',
    offset: 4,
    title: 'Deadlift and bench volume',
    exercises: [
      { kind: 'main', lift: 'Deadlift', restSeconds: 210, notes: 'Reset every rep on the last set.' },
      {
        kind: 'volume',
        lift: 'Bench press',
        sets: 5,
        reps: 5,
        share: 0.7,
        restSeconds: 120,
        notes: 'Same weight for all five, bar speed first.',
      },
      { kind: 'asManyAsPossible', name: 'Pull-up', sets: 3, reps: 8, restSeconds: 120, notes: '' },
      { kind: 'assistance', name: 'Face pull', sets: 3, reps: 15, kg: 20, weeklyKg: 0, restSeconds: 60, notes: '' },
    ],
  },
]
