import type { Saved } from '@holdfast/journal'
import type { Refusal } from '@holdfast/outbox'
import type { Engine } from './engine.ts'
import { programmeKey } from '../server/programme.ts'

/** How ending a session went: on the server, or stored on this device and unanswered so far. */
export type Ended = { state: 'applied' | 'queued' }

/** The server rejected the end. It needs a decision of the lifter; `refusal` has the reason. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.detail)
    this.refusal = refusal
  }
}

/** How many ms a mutation waits for a verdict before it resolves with `queued`. What is stored on the device need not delay anyone. */
const VERDICT_WAIT_MS = 1_500

/**
 * Appends through `write`, then waits a moment for the verdict. Resolves with `queued` when there is none yet. Rejects with `Refused` on a
 * rejection, and with a plain error when the device could not store it.
 */
export function ended(engine: Engine, write: (whenSaved: (saved: Saved) => void) => void): Promise<Ended> {
  return new Promise((resolve, reject) => {
    write((saved) => {
      if (!saved.saved) return reject(new Error(saved.detail))
      const { id } = saved.record.enqueue as { id: string }
      const timer = setTimeout(() => resolve({ state: 'queued' }), VERDICT_WAIT_MS)
      engine.outbox.whenSettled(id, (settled) => {
        clearTimeout(timer)
        if (settled.became === 'rejected') reject(new Refused(settled.refusal))
        else resolve({ state: settled.became === 'applied' ? 'applied' : 'queued' })
      })
    })
  })
}

/**
 * The React Query options for ending a session. The overlay is the optimistic state: it survives this process, and rolls back by itself
 * when the operation is rejected. The mutation only handles the reads around it.
 */
export function aroundEnding(engine: Engine) {
  const queryKey = programmeKey(engine.account.id)
  return {
    networkMode: 'always',
    // A refetch in flight was requested before the lifter decided: its late answer must not be shown over the decision.
    onMutate: () => engine.queries.cancelQueries({ queryKey }),
    // Not stored: repeats the refetch that was cancelled above. After a rejection the engine pulls by itself.
    onError: (error: Error) => (error instanceof Refused ? undefined : engine.queries.refetchQueries({ queryKey })),
    onSettled: (_ended: Ended | undefined, error: Error | null) =>
      error === null ? engine.queries.invalidateQueries({ queryKey }) : undefined,
  } as const
}
