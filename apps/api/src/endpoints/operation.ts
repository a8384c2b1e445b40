import type { Arrival, Conflict } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import type { BodyOf, OperationName, ParamsOf } from './endpointTypes.ts'
import type { Refused } from './problem.ts'
import type { Random } from '../random.ts'

/** One operation as its handler receives it: inside the transaction, with the user locked. */
export type OperationCall<Name extends OperationName> = {
  sql: Sql
  random: Random
  userId: string
  operationId: string
  /** The version of the user that this operation writes. */
  version: number
  arrival: Arrival
  params: ParamsOf<Name>
  body: BodyOf<Name>
}

/** What an applied operation did. The session is not stored with it: each answer reads the session again. */
export type Done = { outcome: 'applied' | 'superseded'; conflict: Conflict | null }

/** Done, or rejected for a reason that the lifter can understand. Both are verdicts and are stored. */
export type OperationResult = Done | Refused
