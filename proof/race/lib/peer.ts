import type { Clock, Journal, JournalLocation } from '@holdfast/journal'
import type { Outbox } from '@holdfast/outbox'
import type { Network } from './network.ts'
import type { Operation, Slot } from './operation.ts'
import type { Store } from './store.ts'

/** What a candidate is opened with. Ours lives in a `place`, a peer in a `store`; what an option does is said where it is used. */
export type OpenOptions = {
  location?: JournalLocation
  store?: Store
  network?: Network
  clock?: Clock
  best?: boolean
  scoped?: boolean
  throttleMs?: number
  /** What waits already, for a peer that can be opened with it. */
  initial?: readonly Operation[]
}

/** An open queue. */
export type Queue = {
  /** `false` says at once that it was not saved; `refused` hears it later, `durable` when it is on the medium. */
  tap(operation: Operation, location?: Slot, refused?: () => void, durable?: () => void): unknown
  /** Makes so many wait by a shorter road than a tap each. */
  fill?(rows: readonly object[]): void
  pending(): string[] | Promise<string[]>
  attention?(): string[]
  close(): void
}

/** A library, set up as its documentation says. */
export type Peer = {
  name: string
  version: string
  /** It can be opened with operations that wait. */
  takesInitial?: boolean
  /** Writes what it would have stored itself. */
  seed?(store: Store, operations: readonly Operation[]): void
  open(options: OpenOptions): Promise<Queue>
}

/** Ours, which also gives back what it is made of. */
export type Holdfast = Peer & { open(options: OpenOptions): Promise<Queue & { journal: Journal; outbox: Outbox }> }

/** The bare write, which sends nothing and is asked nothing. */
export type RawWrite = {
  name: string
  version: string
  open(options: { stores: readonly Pick<Store, 'set'>[] }): Promise<Pick<Queue, 'tap' | 'close'>>
}
