import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createExceptions } from '../sync/device/exceptions.ts'
import { drained, heavy, training } from './app.ts'

const fail = (message: string) => (): never => {
  throw new Error(message)
}

test('listeners of the stores, the logs and the outbox that throw stop nothing: every set is logged, shown and sent', async () => {
  const reports: string[] = []
  const report = (_error: unknown, where: string): void => void reports.push(where)
  const { app, first, second, on } = await training('fine', undefined, { report })
  const heard: number[] = []
  app.session.subscribe(fail('session'))
  app.session.subscribe(({ actualSets }) => heard.push(Object.keys(actualSets).length))
  app.sync.subscribe(fail('sync'))
  app.account.subscribe(fail('account'))
  for (const follow of [app.engine.outbox.subscribe, app.engine.logs.subscribe, app.engine.activity.subscribe]) follow(fail('engine'))
  app.session.getState().completeSet(first, heavy(5), fail('whenSaved'))
  app.session.getState().completeSet(second, heavy(6))
  app.engine.outbox.drain()
  await drained(app)
  assert.equal(heard.at(-1), 2)
  assert.equal(on.session.actualSets.length, 2)
  assert.deepEqual(
    new Set(reports),
    new Set(['a listener of a store', 'a listener of the outbox', 'a listener of the logs', 'a listener of the activity', 'whenDurable']),
  )
})

test('an exception is a line in the diagnostics, without what a person typed', async () => {
  const { app, first } = await training('fine', undefined, { report: () => undefined })
  app.engine.outbox.subscribe(fail('my secret note'))
  app.session.getState().completeSet(first, heavy(5))
  const diagnostics = app.sync.getState().diagnostics()
  assert.match(diagnostics, /exceptions:\n {2}\S+Z Error in a listener of the outbox · .*exceptions\.test\.ts:\d+:\d+/)
  assert.ok(!diagnostics.includes('my secret note'))
})

test('of many exceptions the last twenty are kept', () => {
  const exceptions = createExceptions(
    () => undefined,
    () => 1,
  )
  for (let n = 0; n < 50; n++) exceptions.report(n % 2 === 0 ? new TypeError('x') : 'a text', `place ${n}`)
  const recent = exceptions.recent()
  assert.deepEqual(
    [recent.length, recent[0]?.where, recent.at(-1)],
    [20, 'place 30', { at: 1, where: 'place 49', name: 'string', frame: null }],
  )
})

test('where it was thrown is told without folders; what is no error, or has no trace, is told without a place', () => {
  const exceptions = createExceptions(
    () => undefined,
    () => 1,
  )
  const frameOf = (error: unknown) => {
    exceptions.report(error, 'x')
    return exceptions.recent().at(-1)!.frame
  }
  const traced = (stack: string | undefined) => Object.assign(new Error('secret'), { stack })
  assert.equal(frameOf(traced('Error: secret\n    at save (/home/me/app/store.ts:12:5)')), 'save store.ts:12:5')
  assert.deepEqual([frameOf(traced(undefined)), frameOf(null), frameOf('text')], [null, null, null])
})
