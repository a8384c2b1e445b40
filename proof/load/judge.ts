import { isNewer, takenBackId } from '@holdfast/contract'
import type { Logged, Session } from '@holdfast/contract'
import type { Sql } from '../../apps/api/src/db/db.ts'
import type { Mirror } from './poller.ts'
import type { Told } from './traffic.ts'
import type { Lifter, Operation } from './workload.ts'

/** What the database holds at the end, read directly. Moments in milliseconds. */
export type Ledger = {
  receipts: { operation_id: string }[]
  sets: { session_id: string; id: string; stands_since: number; operation_id: string; reps: number | null; deleted: boolean }[]
  sessions: { user_id: string; id: string; status: Session['status']; operation_id: string | null; version: number }[]
  revisions: { operation_id: string | null }[]
  /** The version of each lifter. */
  versions: { id: string; version: number }[]
}

/** Everything that a run recorded. */
export type Evidence = {
  operations: readonly Operation[]
  told: Told
  ledger: Ledger
  /** By lifter: what the polling device holds, and what a new device gets. */
  mirrors: ReadonlyMap<Lifter, { polled: Mirror; fresh: Mirror }>
}

/** What is wrong, one sentence each. All four must be empty. */
export type Judgement = { lost: string[]; doubled: string[]; contradicted: string[]; missed: string[] }

/** Reads the ledger directly from the database. */
export async function readLedger(sql: Sql): Promise<Ledger> {
  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8 as ${column}`
  const sessions = await sql.query<Ledger['sessions'][number]>(
    'select user_id, id, status, operation_id, version::float8 as version from sessions',
  )
  return {
    receipts: await sql.query('select operation_id from operation_receipts'),
    sets: await sql.query(
      `select a.session_id, a.id, ${ms('stands_since')}, a.operation_id, a.reps, a.deleted_at is not null
         or (a.held_since >= a.stands_since and a.held_by is distinct from s.operation_id) as deleted
       from actual_sets a join sessions s on s.user_id = a.user_id and s.id = a.session_id`,
    ),
    sessions,
    revisions: await sql.query('select operation_id from revisions'),
    versions: await sql.query('select id, version::float8 as version from users'),
  }
}

/** Compares what was answered with what is stored. Pure, so that a test can remove, double or change something and expect a finding. */
export function judge({ operations, told, ledger, mirrors }: Evidence): Judgement {
  const found: Judgement = { lost: [], doubled: [], contradicted: [], missed: [] }
  const receipts = countBy(ledger.receipts.map((row) => row.operation_id))
  const revisions = countBy(ledger.revisions.map((row) => row.operation_id ?? 'nobody'))
  const sessions = new Map(ledger.sessions.map((row) => [row.id, row]))
  const effects = new Map<string, { least: number; most: number }>()
  const applied: Operation[] = []

  for (const operation of operations) {
    const { id, kind, sessionId, lifter } = operation
    const what = `${kind} ${id}`
    const verdicts = [...(told.get(id) ?? [])]
    if (verdicts.length > 1) found.contradicted.push(`${what} was answered ${verdicts.join(' and ')}`)
    const known = receipts.get(id) ?? 0
    if (verdicts.length > 0 && known === 0) found.lost.push(`${what} was answered ${verdicts[0]}, but has no receipt`)
    if (known > 1) found.doubled.push(`${what} has ${known} receipts`)
    const verdict = verdicts[0]
    if (verdict === undefined) continue
    const [status, outcome] = JSON.parse(verdict) as [number, string]
    if (status !== 200) continue
    applied.push(operation)

    // Only an outdated set changes nothing, so only such a set may leave the version unchanged.
    const ofLifter = effects.get(lifter.id) ?? { least: 0, most: 0 }
    const changes = outcome === 'applied' || kind === 'complete' || kind === 'skip'
    effects.set(lifter.id, { least: ofLifter.least + (changes ? 1 : 0), most: ofLifter.most + 1 })

    if (operation.setId === null) {
      // A log either counts or is a revision, never both.
      const places = (revisions.get(id) ?? 0) + (sessions.get(sessionId)?.operation_id === id ? 1 : 0)
      if (places === 0) found.lost.push(`${what} neither stands nor is kept as a revision`)
      if (places > 1) found.doubled.push(`${what} is found in ${places} places`)
    }
  }

  const sets = new Map(ledger.sets.map((row) => [`${row.session_id}/${row.id}`, row]))
  for (const [place, version] of versionsOf(applied)) {
    const row = sets.get(place)
    const stands = row && textOf({ loggedAtMs: row.stands_since, operationId: row.operation_id, reps: row.deleted ? 'gone' : row.reps })
    if (stands !== textOf(version)) found.lost.push(`of set ${place} stands ${stands ?? 'nothing'}, not ${textOf(version)}`)
  }

  const seeded = (lifter: Lifter) => lifter.sessionIds.length
  for (const lifter of mirrors.keys()) {
    const version = ledger.versions.find((row) => row.id === lifter.id)?.version ?? 0
    const raised = version - seeded(lifter)
    const { least, most } = effects.get(lifter.id) ?? { least: 0, most: 0 }
    for (let extra = most; extra < raised; extra++)
      found.doubled.push(`the version of ${lifter.id} was raised once more than it has operations`)
    for (let short = raised; short < least; short++)
      found.lost.push(`the version of ${lifter.id} was raised once less than it has operations`)
  }

  for (const [lifter, { polled, fresh }] of mirrors) {
    const stored = ledger.sessions.filter((row) => row.user_id === lifter.id)
    for (const row of stored) {
      const [one, other] = [polled.get(row.id), fresh.get(row.id)]
      if (one?.version !== row.version)
        found.missed.push(`session ${row.id} is at version ${row.version}, the poller holds ${one?.version}`)
      else if (JSON.stringify(one) !== JSON.stringify(other))
        found.missed.push(`session ${row.id} differs between the poller and a new device`)
    }
    if (polled.size > stored.length) found.missed.push(`the poller of ${lifter.id} holds ${polled.size - stored.length} sessions too many`)
  }
  return found
}

type Version = Logged & { reps: number | null | 'gone' }

/**
 * The version that each set must end with, in any order of arrival: the rule of `setChanges` and `countsUnder`, over everything that was
 * applied.
 */
function versionsOf(applied: readonly Operation[]): Map<string, Version> {
  const versions = new Map<string, Version>()
  const stands = new Map<string, Logged & { held: Set<string> }>()
  const heldMs = new Map<string, number>()
  const newest = <T extends Logged>(among: Map<string, T>, place: string, version: T) => {
    const before = among.get(place)
    if (!before || isNewer(version, before)) among.set(place, version)
  }
  for (const { id: operationId, kind, sessionId, setId, loggedAtMs, body } of applied) {
    const meet = (id: string, reps: Version['reps'], ms = loggedAtMs) =>
      newest(versions, `${sessionId}/${id}`, { loggedAtMs: ms, toldAtMs: loggedAtMs, operationId, reps })
    if (setId !== null) meet(setId, kind === 'putSet' ? (body.reps ?? null) : 'gone')
    for (const one of body.takenBack ?? []) meet(takenBackId(one), 'gone', typeof one === 'string' ? loggedAtMs : Date.parse(one.logged_at))
    for (const { id, reps, logged_at } of body.actualSets ?? []) {
      const place = `${sessionId}/${id}`
      meet(id, reps, Date.parse(logged_at))
      heldMs.set(place, Math.max(heldMs.get(place) ?? 0, Date.parse(logged_at)))
    }
    const held = new Set(body.actualSets?.map(({ id }) => `${sessionId}/${id}`))
    if (kind === 'complete') newest(stands, sessionId, { loggedAtMs, operationId, held })
  }
  for (const [place, version] of versions) {
    const isHeld = [...stands.values()].some(({ held }) => held.has(place))
    if (!isHeld && version.loggedAtMs <= (heldMs.get(place) ?? -1)) versions.set(place, { ...version, reps: 'gone' })
  }
  return versions
}

function textOf({ loggedAtMs, operationId, reps }: Version): string {
  return `${reps} since ${new Date(loggedAtMs).toISOString()} by ${operationId}`
}

function countBy(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
