import type { Cancel } from '@holdfast/journal'
import type { Answer } from './answer.ts'
import type { Operation } from './operation.ts'

/**
 * Sends operations as one request, in this order, and answers once, with an answer for each in the same order. A list that
 * ends early says that the rest was not tried. The caller may cancel; an answer after that is ignored.
 */
export type Send = (operations: readonly Operation[], done: (answers: readonly Answer[]) => void) => Cancel

/** Renews the sign-in. `refused` means a person has to sign in; `unanswered` means nobody was heard. */
export type Auth = { refresh(done: (outcome: 'renewed' | 'refused' | 'unanswered') => void): void }

/**
 * Who may send when several processes share one journal: `granted` is called when it is this one's turn, `lost` when it was taken
 * away; then it may be granted again.
 */
export type Lease = { request(granted: () => void, lost: () => void): Cancel }
