import { z } from 'zod'

/**
 * What a person decides about their changes: the `event` of a journal record, besides those of `LifterEvent`. Discarding a change has no
 * event, because its settlement is enough.
 */
export const activityEventSchema = z.discriminatedUnion('kind', [
  /** A rejected change stays on this device for good. Recorded with the settlement that discards it. */
  z.object({ kind: z.literal('keptHere'), sessionId: z.uuid(), operationId: z.uuid() }),
  /** A discarded change is sent after all. Recorded with its new operation. */
  z.object({ kind: z.literal('changeRestored'), sessionId: z.uuid().nullable(), operationId: z.uuid() }),
  /** The lifter has acknowledged a conflict. `revisionCount` is how many revisions they know of. */
  z.object({ kind: z.literal('conflictSeen'), sessionId: z.uuid(), revisionCount: z.number().int() }),
])
export type ActivityEvent = z.infer<typeof activityEventSchema>
