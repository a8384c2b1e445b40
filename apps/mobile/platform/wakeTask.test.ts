import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunEnd } from '../sync/device/background.ts'
import { wakeTask, type WakeModules } from './wakeTask.ts'

const Success = 1
const Failed = 2

/** The two Expo modules as they behave: registering over a registration does nothing. `minutes` is the existing registration. */
function phone(minutes: number | null = null) {
  const calls: string[] = []
  const tasks = new Map<string, () => Promise<number>>()
  let registered = minutes
  /** A system that answers late, so that calls which do not wait for each other overlap. */
  const slow = () => new Promise((resolve) => setImmediate(resolve))
  const modules: WakeModules = {
    backgroundTask: {
      async registerTaskAsync(name, { minimumInterval }) {
        calls.push(`register ${name} ${minimumInterval}`)
        await slow()
        registered ??= minimumInterval
      },
      async unregisterTaskAsync(name) {
        calls.push(`unregister ${name}`)
        await slow()
        registered = null
      },
      BackgroundTaskResult: { Success, Failed },
    },
    taskManager: {
      async isTaskRegisteredAsync() {
        await slow()
        return registered !== null
      },
      async getTaskOptionsAsync<Options>() {
        await slow()
        return { minimumInterval: registered } as Options
      },
      defineTask: (name, execute) => void tasks.set(name, execute),
    },
  }
  return { calls, modules, registered: () => registered, wake: () => tasks.get('holdfast-send')!() }
}

test('the app registers a background run every quarter of an hour, and does so once', async () => {
  const { calls, modules } = phone()
  const task = wakeTask(modules)
  await task.register()
  await task.register()
  assert.deepEqual(calls, ['register holdfast-send 15'])
})

test('the registration of an older version is removed first, because a new one over it would do nothing', async () => {
  const { calls, modules, registered } = phone(720)
  await wakeTask(modules).register()
  assert.deepEqual(calls, ['unregister holdfast-send', 'register holdfast-send 15'])
  assert.equal(registered(), 15)
})

test('what is not registered is not unregistered', async () => {
  const { calls, modules } = phone()
  const task = wakeTask(modules)
  await task.unregister()
  assert.deepEqual(calls, [])
  await task.register()
  await task.unregister()
  assert.deepEqual(calls, ['register holdfast-send 15', 'unregister holdfast-send'])
})

test('the latest request counts, however slowly the system answers', async () => {
  const waits = phone(15)
  const waiting = wakeTask(waits.modules)
  await Promise.all([waiting.unregister(), waiting.register()])
  assert.equal(waits.registered(), 15)

  const sent = phone()
  const done = wakeTask(sent.modules)
  await Promise.all([done.register(), done.unregister()])
  assert.equal(sent.registered(), null)
})

test('a refusal goes to the caller, and the next request is still made', async () => {
  const { modules, registered } = phone()
  let refuses = true
  const { registerTaskAsync } = modules.backgroundTask
  modules.backgroundTask.registerTaskAsync = (name, options) =>
    refuses ? Promise.reject(new Error('restricted')) : registerTaskAsync(name, options)
  const task = wakeTask(modules)
  await assert.rejects(task.register(), /restricted/)
  refuses = false
  await task.register()
  assert.equal(registered(), 15)
})

const ends: [what: string, end: RunEnd, result: number][] = [
  ['everything is sent', { outcome: 'drained', sent: 3, rejected: 0, waiting: 0 }, Success],
  ['some of it is sent', { outcome: 'drained', sent: 1, rejected: 0, waiting: 2 }, Success],
  ['the server refused some of it', { outcome: 'drained', sent: 0, rejected: 1, waiting: 2 }, Success],
  ['there was nothing to send', { outcome: 'drained', sent: 0, rejected: 0, waiting: 0 }, Success],
  ['nothing of it could be sent', { outcome: 'drained', sent: 0, rejected: 0, waiting: 2 }, Failed],
  ['nobody is signed in', { outcome: 'signedOut', sent: 0, rejected: 0, waiting: 0 }, Success],
  ['the journal cannot be opened', { outcome: 'storageUnavailable', sent: 0, rejected: 0, waiting: 0 }, Failed],
]

for (const [what, end, result] of ends) {
  test(`a run in which ${what} is a ${result === Success ? 'success' : 'failure'}`, async () => {
    const { modules, wake } = phone()
    wakeTask(modules).define((done) => done(end))
    assert.equal(await wake(), result)
  })
}

test('a run that throws ends as a failure, and the next one is judged by itself', async () => {
  const { modules, wake } = phone()
  let breaks = true
  wakeTask(modules).define((done) => {
    if (breaks) throw new Error('broken')
    done({ outcome: 'drained', sent: 1, rejected: 0, waiting: 0 })
  })
  assert.equal(await wake(), Failed)
  breaks = false
  assert.equal(await wake(), Success)
})
