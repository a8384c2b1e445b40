import type { Report } from '@holdfast/journal'
import type { Answer, Operation, Send } from '@holdfast/outbox'
import type { Api } from './api.ts'
import type { DeviceClock } from '../device/deviceClock.ts'
import { answersOf, requestOf } from './operationRequest.ts'

/**
 * Sends operations over HTTP. The token is added last and never stored with an operation. When `maySend` answers false, nothing is sent,
 * and the operations are unanswered.
 */
export function sendOperations(
  api: Api,
  deviceClock: Pick<DeviceClock, 'sentAt'>,
  token: () => Promise<string | null>,
  report: Report,
  maySend?: () => Promise<boolean>,
): Send {
  return (operations, done) => {
    let cancelled = false
    const failed = (error: unknown): Answer[] => {
      report(error, 'send')
      return operations.map(() => ({ kind: 'unanswered', why: 'failed' }))
    }
    void deliver(operations)
      .catch(failed)
      .then((answers) => {
        if (!cancelled) done(answers)
      })
    return () => {
      cancelled = true
    }
  }

  async function deliver(operations: readonly Operation[]): Promise<Answer[]> {
    const accessToken = await token()
    if (accessToken === null) return [{ kind: 'unauthorized' }]
    // Asked last: this tab may have been frozen above. It may not know yet that another tab sends, perhaps something newer.
    if (maySend && !(await maySend())) return operations.map(() => ({ kind: 'unanswered', why: 'network' }))
    const { method, path, headers, body } = requestOf(operations, deviceClock)
    return answersOf(operations, await api.request(method, path, { authorization: `Bearer ${accessToken}`, ...headers }, body))
  }
}
