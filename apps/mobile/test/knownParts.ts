import type { Operation, Refusal, SlotState } from '@holdfast/outbox'
import type { Known } from '../sync/session/known.ts'
import type { Receipt } from '../sync/session/receipt.ts'
import { skipOperation } from './skipOperation.ts'

/** What a device knows of the session of `logParts.ts` beside its log: nothing, unless it says so. */
export const knownOf = (more: Partial<Known>): Known => ({
  log: undefined,
  completion: null,
  skip: null,
  restore: null,
  keptHere: [],
  rejected: [],
  waits: false,
  setState: () => null,
  ...more,
})

export const operationAt = (more: Partial<Operation>): Operation => ({ ...skipOperation('lower'), ...more })

export const refusal: Refusal = { code: 'validation_failed', status: 422, detail: 'too many' }

export const waiting = (operation = operationAt({})): SlotState => ({ at: 'waiting', operation })

export const attention = (operation = operationAt({})): SlotState => ({ at: 'attention', operation, refusal })

export const discarded: SlotState = { at: 'discarded', id: 'gone' }

export const applied = ({ id = 'mine', ...receipt }: Partial<Receipt> & { id?: string }): SlotState => ({
  at: 'applied',
  id,
  receipt: { version: 1, outcome: 'applied', revisionCount: 0, conflict: null, ...receipt } satisfies Receipt,
})
