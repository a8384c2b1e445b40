import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import type { Saved } from '@holdfast/journal'
import type { Settled } from '@holdfast/outbox'
import { aroundEnding, ended, Refused } from '../sync/engine/ending.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { refusal } from './knownParts.ts'

afterEach(() => mock.timers.reset())

/** An ending that was stored, as operation `o`, and who settles it. */
function ending(saved: Saved = { saved: true, record: { seq: 1, at: 0, enqueue: { id: 'o' } } }) {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
  const waiting = new Map<string, (settled: Settled) => void>()
  const engine = {
    outbox: { whenSettled: (id: string, callback: (settled: Settled) => void) => void waiting.set(id, callback) },
  } as unknown as Engine
  const answer = ended(engine, (whenSaved) => whenSaved(saved)).catch((error: unknown) => error)
  return { answer, settle: (settled: Settled) => waiting.get('o')!(settled) }
}

test('an ending says that it is on the server, or safe here where something newer or a person replaced it', async () => {
  for (const became of ['applied', 'replaced', 'discarded', 'released'] as const) {
    const { answer, settle } = ending()
    settle({ became })
    mock.timers.tick(1_500)
    assert.deepEqual(await answer, { state: became === 'applied' ? 'applied' : 'queued' })
  }
})

test('an ending waits a second and a half for its verdict, and is safe here then, whatever is heard later', async () => {
  const { answer, settle } = ending()
  let isOver = false
  void answer.then(() => (isOver = true))
  mock.timers.tick(1_499)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(isOver, false)
  mock.timers.tick(1)
  assert.deepEqual(await answer, { state: 'queued' })
  settle({ became: 'rejected', refusal })
  assert.deepEqual(await answer, { state: 'queued' })
})

test('an ending that was rejected fails with the reason, and one that was not stored with why', async () => {
  const { answer, settle } = ending()
  settle({ became: 'rejected', refusal })
  const error = await answer
  assert.ok(error instanceof Refused)
  assert.deepEqual([error.refusal, error.message], [refusal, 'too many'])
  const failed = await ending({ saved: false, why: 'full', detail: 'no space left' }).answer
  assert.deepEqual([failed instanceof Refused, (failed as Error).message], [false, 'no space left'])
})

test('around an ending a read under way is given up, and made up for unless the server refused it', () => {
  const asked: unknown[] = []
  const hear = (what: string) => (filter: unknown) => {
    asked.push([what, filter])
    return Promise.resolve()
  }
  const queries = { cancelQueries: hear('cancel'), refetchQueries: hear('refetch'), invalidateQueries: hear('invalidate') }
  const around = aroundEnding({ account: { id: 'me' }, queries } as unknown as Engine)
  const key = { queryKey: ['programme', 'me'] }
  const after = (act: () => unknown) => {
    asked.length = 0
    void act()
    return asked.slice()
  }
  const stored = new Error('full')
  assert.equal(around.networkMode, 'always')
  assert.deepEqual(
    after(() => around.onMutate()),
    [['cancel', key]],
  )
  assert.deepEqual([after(() => around.onError(stored)), after(() => around.onError(new Refused(refusal)))], [[['refetch', key]], []])
  assert.deepEqual(
    [after(() => around.onSettled(undefined, null)), after(() => around.onSettled(undefined, stored))],
    [[['invalidate', key]], []],
  )
})
