import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PutSetBody } from '@holdfast/contract'
import { heavy, relaunch, training } from './app.ts'

/** A disk that answers when the test lets it, as a browser's answers a moment later. */
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

/** The events of a set in the journal, oldest first. */
const told = ({ app }: Awaited<ReturnType<typeof training>>, setId: string): string[] => {
  const { records } = JSON.parse(app.engine.exportEverything().json) as { records: { event?: Told }[] }
  return records.flatMap(({ event }) => (event?.setId === setId || event?.set?.id === setId ? event.kind : []))
}

test('a second ✓ before the first is on disk is the same one: written once, answered once, one operation', async () => {
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

test('other numbers before the first ✓ is on disk are another ✓: the last one counts', async () => {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  disk.slowDown()
  gym.app.session.getState().completeSet(gym.first, heavy(5))
  gym.app.session.getState().completeSet(gym.first, heavy(6))
  disk.answer()
  assert.deepEqual(told(gym, gym.first), ['setCompleted', 'setCompleted'])
  assert.equal(gym.app.session.getState().actualSets[gym.first]?.reps, 6)
})

test('a ✓ that storage refused does not stop the next one', async () => {
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

/** A session on a slow disk whose first ✓ is still being written. */
async function whileTheTickIsWritten() {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  disk.slowDown()
  gym.app.session.getState().completeSet(gym.first, heavy(5))
  return { ...gym, disk, store: gym.app.session.getState() }
}

/** The last of the operations that wait. */
function lastAsked({ app }: Awaited<ReturnType<typeof training>>): { method: string; body: Partial<PutSetBody> } {
  const last = app.sync.getState().waiting.at(-1)
  assert.ok(last)
  return { method: last.method, body: last.body as PutSetBody }
}

test('a set that is removed before its ✓ is on disk is deleted on the server too (simulator, seed 53775)', async () => {
  const { disk, store, ...gym } = await whileTheTickIsWritten()
  store.removeSet(gym.first)
  disk.answer()
  assert.equal(gym.app.session.getState().actualSets[gym.first], undefined)
  assert.equal(lastAsked(gym).method, 'DELETE')
})

test('a number that is changed before the ✓ is on disk is in the log, and is sent', async () => {
  const { disk, store, ...gym } = await whileTheTickIsWritten()
  store.updateSet(gym.first, heavy(7))
  disk.answer()
  assert.equal(gym.app.session.getState().actualSets[gym.first]?.reps, 7)
  assert.equal(lastAsked(gym).body.reps, 7)
})

test('a number that is changed while a ✓ is being taken back does not restore the ✓', async () => {
  const { disk, ...gym } = await whileTheTickIsWritten()
  disk.answer()
  disk.slowDown()
  gym.app.session.getState().uncompleteSet(gym.first)
  gym.app.session.getState().updateSet(gym.first, heavy(7))
  disk.answer()
  const { actualSets, drafts } = gym.app.session.getState()
  assert.equal(actualSets[gym.first], undefined)
  assert.equal(drafts[gym.first]?.reps, 7)
  assert.equal(lastAsked(gym).method, 'DELETE')
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

test('a set that is made a warm-up before its ✓ is on disk is sent as one', async () => {
  const { disk, store, ...gym } = await whileTheTickIsWritten()
  store.setSetType(gym.first, 'warmup')
  disk.answer()
  assert.equal(gym.app.session.getState().actualSets[gym.first]?.setType, 'warmup')
  assert.equal(lastAsked(gym).body.setType, 'warmup')
})

test('an exercise that is removed before the ✓ of a set is on disk keeps that set', async () => {
  const { disk, store, ...gym } = await whileTheTickIsWritten()
  const [place] = store.plan
  store.removeExercise(place!.id, [gym.first])
  disk.answer()
  const { actualSets, removedSetIds } = gym.app.session.getState()
  assert.equal(actualSets[gym.first]?.reps, 5)
  assert.deepEqual(removedSetIds, [])
})

test('a set whose kind is changed is ticked with the new kind before the change is on disk', async () => {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  disk.slowDown()
  gym.app.session.getState().setSetType(gym.first, 'warmup')
  gym.app.session.getState().completeSet(gym.first, heavy(5))
  disk.answer()
  assert.equal(gym.app.session.getState().actualSets[gym.first]?.setType, 'warmup')
  assert.equal(lastAsked(gym).body.setType, 'warmup')
})

test('a ✓ counts even if another tab removed the set from the screen before it was on disk', async () => {
  const disk = slowDisk()
  const gym = await training('offline', undefined, { later: disk.later })
  const store = gym.app.session.getState()
  store.addSet(store.plan[0]!.id)
  const added = gym.app.session.getState().addedSets[0]!.id
  disk.slowDown()
  gym.app.session.getState().removeSet(added)
  gym.app.session.getState().completeSet(added, heavy(5))
  disk.answer()
  assert.equal(gym.app.session.getState().actualSets[added]?.reps, 5)
  assert.equal(lastAsked(gym).method, 'PUT')
})

test('15 seconds more, tapped twice before the first is on disk, are 30; after a ✓ they belong to its own rest', async () => {
  const disk = slowDisk()
  const { app, first, second } = await training('offline', undefined, { later: disk.later })
  const { adjustRest, completeSet, restLeftMs } = app.session.getState()
  const left = (): number => restLeftMs(app.session.getState().rest!)
  completeSet(first, heavy(5))
  disk.slowDown()
  adjustRest(15_000)
  adjustRest(15_000)
  disk.answer()
  assert.equal(left(), 150_000)
  app.device.clock.advance(100_000)
  completeSet(second, heavy(5))
  adjustRest(15_000)
  disk.answer()
  assert.equal(left(), 135_000)
})
