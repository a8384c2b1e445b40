/**
 * What the columns of an export are called. Both apps renamed, moved and translated theirs over the years, so a column is found by
 * its name and never by its place. Seen in files people shared, and read here:
 *
 * | app | columns |
 * |---|---|
 * | Strong, iOS until 2023 | `Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE` |
 * | Strong, iOS from 2023 | the same with `Weight Unit` after `Weight` and `Distance Unit` after `Distance`, `RPE` after `Reps` |
 * | Strong, Android | `Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration` |
 * | Strong 6 (2025) | `Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;Notes;Workout Notes` |
 * | Strong, German | `Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;RPE;Entfernung;Sekunden;Notizen;Workout-Notizen;Dauer` |
 * | Hevy | `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe` |
 * | Hevy, imperial | the same with `weight_lbs` and `distance_miles` |
 *
 * Strong's `Set Order` is a number, `W` (warm-up), `D` (drop), `F` (failure), or since version 6 `Rest Timer` or `Note` for a row that
 * is no set. Only the oldest and the German form do not say their unit.
 */
const names = {
  strong: {
    date: ['date', 'datum'],
    end: [],
    title: ['workout name', 'workout-name'],
    exercise: ['exercise name', 'name der übung'],
    type: ['set order', 'reihenfolge festlegen'],
    weight: ['weight', 'gewicht'],
    weightKg: ['weight (kg)', 'gewicht (kg)'],
    weightLb: ['weight (lbs)', 'weight (lb)', 'gewicht (lbs)'],
    weightUnit: ['weight unit', 'gewichtseinheit'],
    reps: ['reps', 'wiederh.'],
    rpe: ['rpe'],
    distance: ['distance', 'distance (meters)', 'distance (km)', 'distance (miles)', 'entfernung'],
    seconds: ['seconds', 'sekunden'],
    notes: ['notes', 'notizen'],
    workoutNotes: ['workout notes', 'workout-notizen'],
    duration: ['duration', 'workout duration', 'duration (sec)', 'dauer', 'workout-dauer'],
  },
  hevy: {
    date: ['start_time'],
    end: ['end_time'],
    title: ['title'],
    exercise: ['exercise_title'],
    type: ['set_type'],
    weight: [],
    weightKg: ['weight_kg'],
    weightLb: ['weight_lbs', 'weight_lb'],
    weightUnit: [],
    reps: ['reps'],
    rpe: ['rpe'],
    distance: ['distance_km', 'distance_miles', 'distance_meters'],
    seconds: ['duration_seconds'],
    notes: ['exercise_notes'],
    workoutNotes: ['description'],
    duration: [],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>

export type ExportApp = keyof typeof names
type Column = keyof (typeof names)['strong']

/** Where each column stands; undefined when the file has none. */
export type Columns = Readonly<Partial<Record<Column, number>>>

/** Which app wrote a file; or, when it nearly is one, which columns are missing; or null when it is neither. */
export type ExportKind = { app: ExportApp; columns: Columns } | { app: ExportApp; missing: readonly string[] } | null

/** Without these there is no set to read, and of the weight columns it takes one. */
const needed = ['date', 'title', 'exercise', 'type', 'reps'] as const
const weights = ['weight', 'weightKg', 'weightLb'] as const
const weightNamed = { strong: 'Weight', hevy: 'weight_kg' } as const

export function exportKindOf(header: readonly string[]): ExportKind {
  const found = (['strong', 'hevy'] as const).map((app) => ({ app, columns: columnsOf(app, header) }))
  const [best] = found.sort((a, b) => neededIn(b.columns) - neededIn(a.columns))
  const { app, columns } = best!
  if (neededIn(columns) < 2) return null
  const missing: string[] = needed.filter((column) => columns[column] === undefined).map((column) => titleCase(app, names[app][column][0]))
  if (weights.every((column) => columns[column] === undefined)) missing.push(weightNamed[app])
  return missing.length === 0 ? { app, columns } : { app, missing }
}

/** Whether the file itself says what its weights are in. */
export function saysUnit(columns: Columns): boolean {
  return columns.weight === undefined || columns.weightUnit !== undefined
}

function columnsOf(app: ExportApp, header: readonly string[]): Columns {
  const cells = header.map((cell) => cell.trim().replace(/\s+/g, ' ').toLowerCase())
  const places = Object.entries(names[app]).flatMap(([column, aliases]) => {
    const at = cells.findIndex((cell) => (aliases as readonly string[]).includes(cell))
    return at < 0 ? [] : [[column, at] as const]
  })
  return Object.fromEntries(places) as Columns
}

function neededIn(columns: Columns): number {
  return needed.filter((column) => columns[column] !== undefined).length
}

/** As the app writes it: Strong in capitals, Hevy not. */
function titleCase(app: ExportApp, name: string): string {
  return app === 'hevy' ? name : name.replace(/\b\w/g, (letter) => letter.toUpperCase())
}
