import type { JournalRecord } from '@holdfast/journal'

/** An API call to make, with its key and its lane. */
export type Intent = {
  /** Path of the endpoint, from the root of the API. */
  endpoint: string
  /** The HTTP method. */
  method: Method
  /** [O1] JSON. It is copied when it is enqueued, and frozen from then on; undefined becomes null. */
  body: unknown
  /** [O2] Its key: a newer operation with the same one replaces an older one that waits. Compared whole. */
  slot: string
  /** [O4] Operations of one lane are sent in order, one at a time. */
  lane: string
  /** Version of the body's shape, so that a later app can read what an earlier one left. */
  v: number
  /** [O3] Whether it supersedes its lane: then it removes what waits in the lane before it. */
  carriesLane?: boolean
  /** [O17] Keys whose latest operation must be settled before this one is sent, in any lane. */
  after?: readonly string[]
}

type Method = 'PUT' | 'POST' | 'DELETE'

/** One pending API call. Its `id` is the idempotency key. `createdAt` (ms since 1970) is for people; `seq` is the order. */
export type Operation = Intent & { id: string; createdAt: number; seq: number }

/** The operation as the journal stores it. Its `seq` is that of its record. */
export type StoredOperation = Omit<Operation, 'seq'>

/**
 * [O18] Converts an operation of an earlier version to the shape that this one sends. Null when this version does not know its kind; an
 * exception counts as null [O25].
 */
export type Upcast = (stored: StoredOperation) => StoredOperation | null

/** The reason of a rejection, as the server's problem document gives it (RFC 9457); `code` is stable. */
export type Refusal = { code: string; status: number; detail: string; [member: string]: unknown }

/** [O6] A rejected operation with its reason, until a person decides. `at` is ms since 1970. */
export type Attention = { operation: Operation; refusal: Refusal; at: number }

/**
 * How an operation ended, as the journal stores it. `receipt` is what the caller wants to keep of an applied verdict. `released`: it was
 * rejected, and was retried or changed under a new id.
 */
export type Settlement =
  | { id: string; verdict: 'applied'; receipt: unknown }
  | { id: string; verdict: 'rejected'; refusal: Refusal }
  | { id: string; verdict: 'discarded' | 'released' }

/** The operation that a record enqueues. Null when there is none, or when it has a shape that this version does not write [O23]. */
export function operationIn({ enqueue }: Pick<JournalRecord, 'enqueue'>): StoredOperation | null {
  return isOperation(enqueue) ? enqueue : null
}

/** The settlements in a record: one, or all of one answer. Those that this version cannot read are left out [O23]. */
export function settlementsOf(record: Pick<JournalRecord, 'settle'>): readonly Settlement[] {
  return settledIn(record).filter(isSettlement)
}

/** [O23] Whether a record holds something for the outbox in a shape that this version does not write. */
export function isForeign(record: JournalRecord): boolean {
  return (record.enqueue !== undefined && !isOperation(record.enqueue)) || !settledIn(record).every(isSettlement)
}

const settledIn = ({ settle }: Pick<JournalRecord, 'settle'>): readonly unknown[] => (settle === undefined ? [] : [settle].flat())

const methods: ReadonlySet<unknown> = new Set<Method>(['PUT', 'POST', 'DELETE'])

function isOperation(value: unknown): value is StoredOperation {
  if (!isObject(value) || !('body' in value) || !methods.has(value['method'])) return false
  const { id, createdAt, endpoint, slot, lane, v, carriesLane, after } = value
  return (
    [id, endpoint, slot, lane].every((text) => typeof text === 'string') &&
    typeof createdAt === 'number' &&
    typeof v === 'number' &&
    (carriesLane === undefined || typeof carriesLane === 'boolean') &&
    (after === undefined || (Array.isArray(after) && after.every((slotName) => typeof slotName === 'string')))
  )
}

function isSettlement(value: unknown): value is Settlement {
  if (!isObject(value) || typeof value['id'] !== 'string') return false
  switch (value['verdict']) {
    case 'applied':
    case 'discarded':
    case 'released':
      return true
    case 'rejected':
      return isRefusal(value['refusal'])
    default:
      return false
  }
}

const isRefusal = (value: unknown): boolean =>
  isObject(value) && typeof value['code'] === 'string' && typeof value['status'] === 'number' && typeof value['detail'] === 'string'

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
