import type { Report } from '@holdfast/journal'
import type { Answer, Operation, Send } from '@holdfast/outbox'
import type { Api } from './api.ts'
import type { DeviceClock } from '../device/deviceClock.ts'
import { answersOf, requestOf } from './operationRequest.ts'

/**
 * Sends operations over HTTP. The token is put on here, at the last moment: none is ever stored with an operation. Where `maySend`
 * says no, nothing is sent and nobody is heard.
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
    // Asked last: a tab that was frozen anywhere above has not heard yet that another one sends, perhaps something newer.
    if (maySend && !(await maySend())) return operations.map(() => ({ kind: 'unanswered', why: 'network' }))
    const { method, path, headers, body } = requestOf(operations, deviceClock)
    return answersOf(operations, await api.request(method, path, { authorization: `Bearer ${accessToken}`, ...headers }, body))
  }
}
