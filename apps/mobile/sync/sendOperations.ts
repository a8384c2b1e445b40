import type { Clock } from '@holdfast/journal'
import type { Answer, Operation, Send } from '@holdfast/outbox'
import type { Api } from './api.ts'
import { answersOf, requestOf } from './operationRequest.ts'

/** Sends operations over HTTP. The token is put on here, at the last moment: none is ever stored with an operation. */
export function sendOperations(api: Api, clock: Clock, token: () => Promise<string | null>): Send {
  return (operations, done) => {
    let cancelled = false
    void deliver(operations).then((answers) => {
      if (!cancelled) done(answers)
    })
    return () => {
      cancelled = true
    }
  }

  async function deliver(operations: readonly Operation[]): Promise<Answer[]> {
    const accessToken = await token()
    if (accessToken === null) return [{ kind: 'unauthorized' }]
    const { method, path, headers, body } = requestOf(operations, clock)
    return answersOf(operations, await api.request(method, path, { authorization: `Bearer ${accessToken}`, ...headers }, body))
  }
}
