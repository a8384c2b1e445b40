import type { ActualSet, Completion, SetType, SetVersion, StandingSet, TakenBack, Weight } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import { numberOf } from './sessionRow.ts'

type Row = {
  session_id: string
  id: string
  exercise_id: string
  exercise_name: string | null
  planned_set_id: string | null
  set_type: SetType
  set_order: number
  weight_value: string | null
  weight_unit: Weight['unit'] | null
  reps: number | null
  rpe: string | null
  completed_at: Date
  logged_at: Date
}

/** The sets that count (`countsUnder` in the contract) of several sessions, in the order they were lifted. */
export async function liveSets(sql: Sql, userId: string, sessionIds: readonly string[]): Promise<Map<string, ActualSet[]>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await sql.query<Row>(
    `select a.session_id, a.id, a.exercise_id, a.exercise_name, a.planned_set_id, a.set_type, a.set_order, a.weight_value, a.weight_unit,
       a.reps, a.rpe, a.completed_at, a.logged_at
     from actual_sets a join sessions s on s.user_id = a.user_id and s.id = a.session_id
     where a.user_id = $1 and a.session_id = any($2::uuid[]) and a.deleted_at is null
       and (a.held_since is null or a.held_by = s.operation_id or a.stands_since > a.held_since)
     order by a.set_order, a.completed_at, a.id`,
    [userId, sessionIds],
  )
  const bySession = new Map<string, ActualSet[]>(sessionIds.map((id) => [id, []]))
  for (const row of rows) bySession.get(row.session_id)?.push(setOf(row))
  return bySession
}

/** Every set of a session by its id, removed ones too. */
export async function standingSets(sql: Sql, userId: string, sessionId: string): Promise<Map<string, StandingSet>> {
  const rows = await sql.query<StandingRow>(
    `select id, stands_since, coalesce(told_at, stands_since) as told_at, operation_id, held_since, held_by, deleted_at is not null as deleted
     from actual_sets where user_id = $1 and session_id = $2`,
    [userId, sessionId],
  )
  return new Map(rows.map((row) => [row.id, standingSetOf(row)]))
}

type StandingRow = {
  id: string
  stands_since: Date
  told_at: Date
  operation_id: string
  held_since: Date | null
  held_by: string | null
  deleted: boolean
}

function standingSetOf({ id, stands_since, told_at, operation_id, held_since, held_by, deleted }: StandingRow): StandingSet {
  const heldMs = held_since?.getTime() ?? null
  return {
    id,
    loggedAtMs: stands_since.getTime(),
    toldAtMs: told_at.getTime(),
    operationId: operation_id,
    deleted,
    heldBy: held_by,
    heldMs,
  }
}

/** Stores versions of sets over what was stored. The caller has decided that they are newer. */
export async function saveSets(sql: Sql, userId: string, sessionId: string, versions: readonly SetVersion[]): Promise<void> {
  if (versions.length === 0) return
  await sql.query(
    `insert into actual_sets (user_id, session_id, id, exercise_id, exercise_name, planned_set_id, set_type, set_order, weight_value, weight_unit,
       reps, rpe, completed_at, logged_at, logged_at_sent, stands_since, told_at, operation_id)
     select $1::uuid, $2::uuid, v.* from jsonb_to_recordset($3::jsonb) as v (id uuid, exercise_id uuid, exercise_name text, planned_set_id uuid,
       set_type text, set_order int, weight_value numeric, weight_unit text, reps int, rpe numeric, completed_at timestamptz, logged_at timestamptz,
       logged_at_sent text, stands_since timestamptz, told_at timestamptz, operation_id uuid)
     on conflict (user_id, session_id, id) do update set exercise_id = excluded.exercise_id, exercise_name = excluded.exercise_name,
       planned_set_id = excluded.planned_set_id, set_type = excluded.set_type, set_order = excluded.set_order, weight_value = excluded.weight_value, weight_unit = excluded.weight_unit,
       reps = excluded.reps, rpe = excluded.rpe, completed_at = excluded.completed_at, logged_at = excluded.logged_at,
       logged_at_sent = excluded.logged_at_sent, stands_since = excluded.stands_since, told_at = excluded.told_at,
       operation_id = excluded.operation_id, deleted_at = null`,
    [userId, sessionId, JSON.stringify(versions.map(recordOf))],
  )
}

/** Stores that a completion contains these sets, which are stored already. `stands`: this completion is the one that counts. */
export async function holdSets(
  sql: Sql,
  userId: string,
  sessionId: string,
  { sets, operationId }: Completion,
  stands: boolean,
): Promise<void> {
  if (sets.length === 0) return
  await sql.query(
    `update actual_sets a set held_since = greatest(a.held_since, v.since), held_by = coalesce($4, a.held_by)
     from jsonb_to_recordset($3::jsonb) as v (id uuid, since timestamptz) where a.user_id = $1 and a.session_id = $2 and a.id = v.id`,
    [userId, sessionId, JSON.stringify(sets.map(heldOf)), stands ? operationId : null],
  )
}

function heldOf({ set: { id }, loggedAtMs }: SetVersion) {
  return { id, since: new Date(loggedAtMs).toISOString() }
}

/**
 * Removes sets, each from its own version on. Their contents stay in the row; a set that the server does not know leaves a bare tombstone.
 */
export async function takeBackSets(sql: Sql, userId: string, sessionId: string, takenBack: readonly TakenBack[]): Promise<void> {
  if (takenBack.length === 0) return
  await sql.query(
    `insert into actual_sets (user_id, session_id, id, logged_at, logged_at_sent, stands_since, told_at, operation_id, deleted_at)
     select $1::uuid, $2::uuid, v.id, v.since, v.sent, v.since, v.told_at, v.operation_id, v.since
     from jsonb_to_recordset($3::jsonb) as v (id uuid, sent text, since timestamptz, told_at timestamptz, operation_id uuid)
     on conflict (user_id, session_id, id) do update set logged_at_sent = excluded.logged_at_sent, stands_since = excluded.stands_since,
       told_at = excluded.told_at, operation_id = excluded.operation_id, deleted_at = excluded.deleted_at`,
    [userId, sessionId, JSON.stringify(takenBack.map(tombstoneOf))],
  )
}

function tombstoneOf({ id, loggedAtMs, toldAtMs = loggedAtMs, loggedAtSent, operationId }: TakenBack) {
  return {
    id,
    sent: loggedAtSent,
    since: new Date(loggedAtMs).toISOString(),
    told_at: new Date(toldAtMs).toISOString(),
    operation_id: operationId,
  }
}

function recordOf({ set, loggedAtMs, toldAtMs = loggedAtMs, loggedAtSent, operationId }: SetVersion) {
  return {
    id: set.id,
    exercise_id: set.exerciseId,
    exercise_name: set.exerciseName ?? null,
    planned_set_id: set.plannedSetId,
    set_type: set.setType,
    set_order: set.setOrder,
    weight_value: set.weight?.value ?? null,
    weight_unit: set.weight?.unit ?? null,
    reps: set.reps,
    rpe: set.rpe,
    completed_at: set.completedAt,
    logged_at: set.logged_at,
    logged_at_sent: loggedAtSent,
    stands_since: new Date(loggedAtMs).toISOString(),
    told_at: new Date(toldAtMs).toISOString(),
    operation_id: operationId,
  }
}

function setOf(row: Row): ActualSet {
  return {
    id: row.id,
    exerciseId: row.exercise_id,
    ...(row.exercise_name === null ? {} : { exerciseName: row.exercise_name }),
    plannedSetId: row.planned_set_id,
    setType: row.set_type,
    setOrder: row.set_order,
    weight: row.weight_value === null || row.weight_unit === null ? null : { value: Number(row.weight_value), unit: row.weight_unit },
    reps: row.reps,
    rpe: numberOf(row.rpe),
    completedAt: row.completed_at.toISOString(),
    logged_at: row.logged_at.toISOString(),
  }
}
