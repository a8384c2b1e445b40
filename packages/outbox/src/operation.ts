/** What to ask of the server: one API call, and its place among the others. */
export type Intent = {
  /** Path of the endpoint, from the root of the API. */
  endpoint: string
  method: 'PUT' | 'POST' | 'DELETE'
  body: unknown
  /** The one thing it changes: a newer operation in the same slot replaces an older one that waits. Compared whole. */
  slot: string
  /** Operations of one lane are sent in order, one at a time. */
  lane: string
  /** Version of the body's shape, so that a later app can read what an earlier one left. */
  v: number
  /** Whether it says everything its lane had to say: then it retires what waits in the lane before it. */
  carriesLane?: boolean
  /** Slots whose last word must be settled before this is sent, in whatever lane they are: waiting or refused there, it waits here. */
  after?: readonly string[]
}

/** One pending API call. Its `id` is the idempotency key; `createdAt` (Unix epoch, ms) is for people, `seq` is the order. */
export type Operation = Intent & { id: string; createdAt: number; seq: number }

/** The operation as the journal stores it: its `seq` is its record's. */
export type StoredOperation = Omit<Operation, 'seq'>

/** Brings an operation that an earlier app left to the shape this one sends; null when this app does not know its kind. */
export type Upcast = (stored: StoredOperation) => StoredOperation | null

/** A refusal as the server words it (RFC 9457); `code` is stable. */
export type Refusal = { code: string; status: number; detail: string; [member: string]: unknown }

/** A rejected operation, kept with its reason until the lifter decides. `at` is Unix epoch, ms. */
export type Attention = { operation: Operation; refusal: Refusal; at: number }

/**
 * How an operation ended, as the journal stores it. `receipt` is the little the app wants to remember of an applied
 * verdict. `released` is a rejected operation that the lifter sent again under a new id, or changed.
 */
export type Settlement =
  | { id: string; verdict: 'applied'; receipt: unknown }
  | { id: string; verdict: 'rejected'; refusal: Refusal }
  | { id: string; verdict: 'discarded' | 'released' }

/** What a journal record settles: one operation, or all that one answer decided. */
export function settlementsOf({ settle }: { settle?: unknown }): readonly Settlement[] {
  return settle === undefined ? [] : [settle as Settlement | Settlement[]].flat()
}
