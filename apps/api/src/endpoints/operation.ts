import type { Arrival, Conflict } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import type { BodyOf, OperationName, ParamsOf } from './endpointTypes.ts'
import type { Refused } from './problem.ts'
import type { Random } from '../random.ts'

/** One operation as its handler sees it: inside the transaction, with the user locked. */
export type OperationCall<Name extends OperationName> = {
  sql: Sql
  random: Random
  userId: string
  operationId: string
  /** The user's version this operation writes. */
  version: number
  arrival: Arrival
  params: ParamsOf<Name>
  body: BodyOf<Name>
}

/** What an applied operation did. The session is read fresh when it is answered, now or years later. */
export type Done = { outcome: 'applied' | 'superseded'; conflict: Conflict | null }

/** Done, or refused for a reason the lifter can understand. Either is a verdict and is stored. */
export type OperationResult = Done | Refused
