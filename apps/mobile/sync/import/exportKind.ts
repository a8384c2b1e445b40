import { columnsNamed, type Column, type Columns } from './columnNames.ts'
import { plainText } from './plainText.ts'

/** Apps whose files have one set in each row. `other` is a file whose columns a person assigned. */
export type ExportApp = 'strong' | 'hevy' | 'holdfast' | 'fitnotes' | 'fitbod' | 'gymrun' | 'liftosaur' | 'other'

/** Apps whose files have something else in each row: they are recognized, and cannot be read. */
export type ForeignApp = 'jefit' | 'stronglifts'

/**
 * The app that wrote a file, known by the names of its columns. Strong and Hevy have renamed, moved and translated their columns over the
 * years, so a column is found by its name and never by its position. These headers were seen in files that people shared:
 *
 * | app | columns |
 * |---|---|
 * | Strong, 2016 | `Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes` (or `lb`, `mi`) |
 * | Strong, iOS until 2023 | `Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE` |
 * | Strong, iOS from 2023 | the same with `Weight Unit` after `Weight` and `Distance Unit` after `Distance`, `RPE` after `Reps` |
 * | Strong, Android | `Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration` |
 * | Strong 6 (2025) | `Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;Notes;Workout Notes` |
 * | Strong, German | `Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;RPE;Entfernung;Sekunden;Notizen;Workout-Notizen;Dauer` |
 * | Strong, French | `Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,Notes d'entraînement,RPE` |
 * | Hevy | `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe` |
 * | Hevy, imperial | the same with `weight_lbs` and `distance_miles` |
 * | FitNotes | `Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment`; on iOS `Weight (kg),Weight (lbs)` and `Notes,Kind` |
 * | FitNotes 2 | `Name,StartTime,EndTime,BodyWeight,Exercise,Equipment,Reps,Weight,Time,Distance,Status,IsWarmup,RPE,RIR,Categories,Note` |
 * | Fitbod | `Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier` |
 * | GymRun | `Date;Time;Exercise;Set;Weight;Reps;Note` |
 * | Liftosaur | `Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,…,Weight Value,Weight Unit,…` |
 */
export type ExportKind =
  { app: ExportApp; columns: Columns } | { app: 'strong' | 'hevy'; missing: readonly string[] } | { foreign: ForeignApp } | null

/** Without these there is no set to read. One of the weight columns is needed as well. */
const needed = ['date', 'title', 'exercise', 'type', 'reps'] as const
const weights = ['weight', 'weightKg', 'weightLb'] as const
const written = {
  strong: { date: 'Date', title: 'Workout Name', exercise: 'Exercise Name', type: 'Set Order', reps: 'Reps', weight: 'Weight' },
  hevy: { date: 'start_time', title: 'title', exercise: 'exercise_title', type: 'set_type', reps: 'reps', weight: 'weight_kg' },
} as const

/** The column names that `setsCsv` writes. Files of earlier versions have no end and no day. */
const ownColumns = {
  date: 'Session started',
  end: 'Session finished',
  day: 'Day',
  title: 'Session',
  exercise: 'Exercise',
  type: 'Type',
  weight: 'Weight',
  weightUnit: 'Unit',
  reps: 'Reps',
  rpe: 'RPE',
  liftedAt: 'Lifted at',
  sessionRpe: 'Session RPE',
  workoutNotes: 'Notes',
} as const satisfies Partial<Record<Column, string>>
const ownNeeded = ['date', 'title', 'exercise', 'type', 'weight', 'weightUnit', 'reps', 'liftedAt'] as const

function ownColumnsIn(names: readonly string[]): Columns {
  const places = Object.entries(ownColumns).map(([column, name]) => [column, names.indexOf(plainText(name))] as const)
  return Object.fromEntries(places.filter(([, at]) => at >= 0))
}

/** Finds out which app wrote a file. Null when the header is unknown: then a person may assign its columns. */
export function exportKindOf(header: readonly string[]): ExportKind {
  const names = header.map(plainText)
  const holds = (...some: readonly string[]): boolean => some.every((name) => names.includes(name))
  const at = (name: string): number => names.indexOf(name)
  const columns = columnsNamed(header)
  if (ownNeeded.every((column) => holds(plainText(ownColumns[column])))) return { app: 'holdfast', columns: ownColumnsIn(names) }
  if (holds('ename', 'mydate')) return { foreign: 'jefit' }
  if (holds('set 1 reps')) return { foreign: 'stronglifts' }
  if (isOfSets(columns)) {
    if (holds('iswarmup', 'multiplier') || holds('incline', 'resistance', 'iswarmup')) return { app: 'fitbod', columns }
    if (holds('workout datetime', 'completed reps')) return { app: 'liftosaur', columns }
    if (holds('bodyweight', 'categories', 'iswarmup'))
      return { app: 'fitnotes', columns: { ...columns, title: at('name'), seconds: at('time') } }
    if (holds('date', 'exercise', 'category'))
      return { app: 'fitnotes', columns: holds('time') ? { ...columns, seconds: at('time') } : columns }
    if (holds('date', 'time', 'exercise', 'set')) return { app: 'gymrun', columns: { ...columns, time: at('time') } }
  }
  const app = holds('exercise title') || holds('start time') ? 'hevy' : 'strong'
  const isTheirs = app === 'hevy' ? countOf(columns) >= 2 : columns.title !== undefined && columns.type !== undefined
  if (!isTheirs) return null
  const missing: string[] = needed.filter((column) => columns[column] === undefined).map((column) => written[app][column])
  if (weights.every((column) => columns[column] === undefined)) missing.push(written[app].weight)
  return missing.length === 0 ? { app, columns } : { app, missing }
}

/** Whether the columns are enough to read sets: when, which exercise, and how much of it. */
export function isOfSets(columns: Columns): boolean {
  const { date, exercise, reps } = columns
  return date !== undefined && exercise !== undefined && (reps !== undefined || weights.some((column) => columns[column] !== undefined))
}

/** Whether the file contains the unit of its weights. */
export function saysUnit(columns: Columns): boolean {
  return columns.weight === undefined || columns.weightUnit !== undefined
}

function countOf(columns: Columns): number {
  return needed.filter((column) => columns[column] !== undefined).length
}
