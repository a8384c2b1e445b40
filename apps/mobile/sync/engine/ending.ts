import type { Saved } from '@holdfast/journal'
import type { Refusal } from '@holdfast/outbox'
import type { Engine } from './engine.ts'
import { programmeKey } from '../server/programme.ts'

/** How ending a session came out: on the server, or safe here and on its way. */
export type Ended = { state: 'applied' | 'queued' }

/** The server refused it: it waits for the lifter's decision, with the reason. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.detail)
    this.refusal = refusal
  }
}

/** How long a mutation waits for a verdict before it says *queued*: what is safe on the device need not keep anyone waiting. */
const VERDICT_WAIT_MS = 1_500

/**
 * Appends through `write`, then waits a moment for the verdict. Resolves `queued` when nobody answered, rejects with
 * `Refused` on a refusal and with a plain error when the device could not store it.
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
 * The React Query side of ending a session. The optimistic state is the overlay, which outlives this process and rolls back
 * by itself when its operation is refused; what is left for the mutation is what happens to reads around it.
 */
export function aroundEnding(engine: Engine) {
  const queryKey = programmeKey(engine.account.id)
  return {
    networkMode: 'always',
    // A refetch under way was asked before the lifter decided: its late answer must not be shown over it.
    onMutate: () => engine.queries.cancelQueries({ queryKey }),
    // Not stored: the refetch that was cancelled above is made up for. After a refusal the engine asks by itself.
    onError: (error: Error) => (error instanceof Refused ? undefined : engine.queries.refetchQueries({ queryKey })),
    onSettled: (_ended: Ended | undefined, error: Error | null) =>
      error === null ? engine.queries.invalidateQueries({ queryKey }) : undefined,
  } as const
}
