import type { Cancel } from '@holdfast/journal'
import type { Answer } from './answer.ts'
import type { Operation } from './operation.ts'

/**
 * Sends operations as one request, in this order, and calls `done` once with one answer for each, in the same order. If the list ends
 * early, the rest counts as not tried. The outbox may call the returned function to cancel; a later answer is ignored. [O25] It may throw.
 */
export type Send = (operations: readonly Operation[], done: (answers: readonly Answer[]) => void) => Cancel

/**
 * [O7] Renews the sign-in. `refused`: a person must sign in. `unanswered`: there was no answer, and the outbox tries again later. It may
 * throw [O25].
 */
export type Auth = { refresh(done: (outcome: 'renewed' | 'refused' | 'unanswered') => void): void }

/**
 * [O19] Decides which of several processes on one journal may send: `granted` is called when this one may, `lost` when it may no longer;
 * `granted` may follow again. The returned function gives the lease up. If `request` throws, the outbox sends without a lease [O25].
 */
export type Lease = { request(granted: () => void, lost: () => void): Cancel }
