import type { RequestDb, Transactions } from '../db/db.ts'
import type { OperationCall, OperationResult } from './operation.ts'
import type { Ports } from '../ports.ts'
import type { AnswerOf, BodyOf, OpenName, OperationName, ParamsOf, QueryOf, SignedInName } from './endpointTypes.ts'
import type { Refused } from './problem.ts'
import type { User } from './user.ts'

/** A request that needs no sign-in. */
export type OpenCall<Name extends OpenName> = Omit<Ports, 'db'> & { db: RequestDb; body: BodyOf<Name> }
export type OpenHandler<Name extends OpenName> = (call: OpenCall<Name>) => Promise<AnswerOf<Name> | Refused>

/** A request of a signed-in user. */
export type SignedInCall<Name extends SignedInName> = Omit<Ports, 'db'> & {
  /** The database as this user sees it. */
  db: Transactions
  user: User
  params: ParamsOf<Name>
  query: QueryOf<Name>
  body: BodyOf<Name>
}
export type SignedInHandler<Name extends SignedInName> = (call: SignedInCall<Name>) => Promise<AnswerOf<Name> | Refused>

/** Runs an operation inside its transaction. */
export type OperationHandler<Name extends OperationName> = (call: OperationCall<Name>) => Promise<OperationResult>

/** One handler for every endpoint of the contract: a new row in the endpoint table does not compile without one. */
export type Handlers = { [Name in OpenName]: OpenHandler<Name> } & { [Name in SignedInName]: SignedInHandler<Name> } & {
  [Name in OperationName]: OperationHandler<Name>
}
