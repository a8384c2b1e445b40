import { randomUUID } from 'node:crypto'
import type { Operation } from '@holdfast/outbox'

/** A skip that waits in the lane of this session: the shortest possible operation. */
export function skipOperation(lane = 's1'): Operation {
  return {
    id: randomUUID(),
    endpoint: `/v1/sessions/${lane}/skip`,
    method: 'POST',
    body: {},
    slot: `skip_${lane}`,
    lane,
    v: 1,
    createdAt: 0,
    seq: 1,
  }
}
