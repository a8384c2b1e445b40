import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heavy, relaunch, training } from './app.ts'

/** A disk that answers when it is told to, as a browser's does a moment later. */
function slowDisk() {
  const pending: (() => void)[] = []
  let slow = false
  return {
    later: (complete: () => void): void => (slow ? void pending.push(complete) : complete()),
    slowDown: () => void (slow = true),
    answer() {
      while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
    },
  }
}

type Told = { kind: string; setId?: string; set?: { id: string } }

/** What the journal says happened to a set, oldest first. */
const told = ({ app }: Awaited<ReturnType<typeof training>>, setId: string): string[] => {
  const { records } = JSON.parse(app.engine.exportEverything().json) as { records: { event?: Told }[] }
  return records.flatMap(({ event }) => (event?.setId === setId || event?.set?.id === setId ? event.kind : []))
}

test('a second ✓ before the first is on disk is the first one: written once, heard once, one operation', async () => {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  const { app, on, first } = gym
  const heard: string[] = []
  disk.slowDown()
  app.session.getState().completeSet(first, heavy(5), (saved) => heard.push(`first ${saved}`))
  app.session.getState().completeSet(first, heavy(5), (saved) => heard.push(`second ${saved}`))
  assert.equal(app.session.getState().actualSets[first], undefined, 'nothing looks saved yet')
  disk.answer()
  assert.deepEqual(heard, ['first true'])
  assert.deepEqual(told(gym, first), ['setCompleted'])
  assert.deepEqual(
    app.sync.getState().waiting.map(({ method }) => method),
    ['PUT'],
  )
  const after = await relaunch(app, on)
  assert.equal(after.session.getState().actualSets[first]?.reps, 5)
})

test('other numbers before the first ✓ is on disk are another ✓: the last one stands', async () => {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  disk.slowDown()
  gym.app.session.getState().completeSet(gym.first, heavy(5))
  gym.app.session.getState().completeSet(gym.first, heavy(6))
  disk.answer()
  assert.deepEqual(told(gym, gym.first), ['setCompleted', 'setCompleted'])
  assert.equal(gym.app.session.getState().actualSets[gym.first]?.reps, 6)
})

test('a ✓ that storage refused is not in the way of the next one', async () => {
  let full = false
  const gym = await training('offline', () => (full ? 'full' : null))
  const { app, first } = gym
  const heard: boolean[] = []
  full = true
  app.session.getState().completeSet(first, heavy(5), (saved) => heard.push(saved))
  full = false
  app.session.getState().completeSet(first, heavy(5), (saved) => heard.push(saved))
  assert.deepEqual(heard, [false, true])
  assert.equal(app.session.getState().actualSets[first]?.reps, 5)
})

test('a set that is removed before its ✓ is on disk leaves the server too', async () => {
  const disk = slowDisk()
  const { app, first } = await training('offline', undefined, { later: disk.later })
  disk.slowDown()
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().removeSet(first)
  disk.answer()
  assert.equal(app.session.getState().actualSets[first], undefined)
  assert.deepEqual(
    app.sync.getState().waiting.map(({ method }) => method),
    ['DELETE'],
  )
})

test('another type of set before new numbers are on disk keeps the new numbers', async () => {
  const disk = slowDisk()
  const { app, first } = await training('offline', undefined, { later: disk.later })
  app.session.getState().completeSet(first, heavy(5))
  disk.slowDown()
  app.session.getState().updateSet(first, heavy(8))
  app.session.getState().setSetType(first, 'drop')
  disk.answer()
  const { reps, setType } = app.session.getState().actualSets[first]!
  assert.deepEqual([reps, setType], [8, 'drop'])
})

test('taking a ✓ back twice before the first is on disk takes it back once', async () => {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  const { app, first } = gym
  app.session.getState().completeSet(first, heavy(5))
  disk.slowDown()
  app.session.getState().uncompleteSet(first)
  app.session.getState().uncompleteSet(first)
  disk.answer()
  app.session.getState().uncompleteSet(first)
  assert.deepEqual(told(gym, first), ['setCompleted', 'setUncompleted'])
  assert.equal(app.session.getState().actualSets[first], undefined)
  app.session.getState().completeSet(first, heavy(5))
  disk.answer()
  assert.equal(app.session.getState().actualSets[first]?.reps, 5, 'and it can be ticked again')
})
