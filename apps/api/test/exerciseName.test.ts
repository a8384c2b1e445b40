import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { revisionsAnswerSchema, syncAnswerSchema } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import { actualSet, applied, at, lifterWithSession, log, problem, request } from './support/gym.ts'

onEveryEngine((engine) => {
  async function arranged() {
    const on = await lifterWithSession(engine.db)
    return { ...on, get: (url: string) => request(on.gym.app, on.lifter, 'GET', url) }
  }

  test('the name of an exercise outside the plan comes back with its set, and only if it was given', async () => {
    const { putSet, complete, read, get } = await arranged()
    const [named, unnamed] = [randomUUID(), randomUUID()]
    applied(await putSet(named, { exerciseName: 'Zercher squat' }))
    applied(await putSet(unnamed, { setOrder: 1 }))
    const sets = [actualSet(named, { exerciseName: 'Zercher squat' }), actualSet(unnamed, { setOrder: 1 })]
    assert.deepEqual((await read()).actualSets, sets)
    applied(await complete(log(sets)))
    assert.deepEqual((await read()).actualSets, sets)
    assert.deepEqual(syncAnswerSchema.parse((await get('/v1/sync?cursor=0')).json).sessions[0]?.actualSets, sets)
  })

  test('a newer version of a set without an exercise name removes the name', async () => {
    const { putSet, read } = await arranged()
    const setId = randomUUID()
    applied(await putSet(setId, { exerciseName: 'Hack squat' }))
    applied(await putSet(setId, { logged_at: at(1) }))
    assert.deepEqual((await read()).actualSets, [actualSet(setId, { logged_at: at(1) })])
  })

  test('logs that differ only in a name are a conflict, and a restored log restores its names', async () => {
    const { complete, restore, read, get, sessionId } = await arranged()
    const set = actualSet(randomUUID(), { exerciseName: 'Zercher squat' })
    applied(await complete(log([set], { logged_at: at(610) })))
    const { conflict } = applied(await complete(log([{ ...set, exerciseName: 'Hack squat', logged_at: at(2) }], { logged_at: at(620) })))
    assert.ok(conflict)
    assert.equal((await read()).actualSets[0]?.exerciseName, 'Hack squat')
    const [kept] = revisionsAnswerSchema.parse((await get(`/v1/sessions/${sessionId}/revisions`)).json).revisions
    assert.ok(kept?.kind === 'completion')
    assert.deepEqual(kept.payload.actualSets, [set])
    applied(await restore(conflict.revisionId, 700))
    assert.equal((await read()).actualSets[0]?.exerciseName, 'Zercher squat')
  })

  test('a name that the database cannot store, or longer than 120 characters, is rejected with its field', async () => {
    const { putSet } = await arranged()
    for (const exerciseName of ['a\0b', 'x'.repeat(121), 7]) {
      const { code, errors } = problem(await putSet(randomUUID(), { exerciseName }))
      assert.deepEqual([code, errors?.map(({ pointer }) => pointer)], ['validation_failed', ['/exerciseName']])
    }
  })
})
