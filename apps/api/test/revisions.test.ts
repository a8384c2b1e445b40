import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { batchAnswerSchema, revisionsAnswerSchema, syncAnswerSchema } from '@holdfast/contract'
import type { Revision } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import { actualSet, applied, at, dumpOf, lifterWithSession, log, newSession, operations, problem, request, send } from './support/gym.ts'

onEveryEngine((engine) => {
  async function arranged() {
    const on = await lifterWithSession(engine.db)
    const revisions = async (): Promise<Revision[]> => {
      const answer = await request(on.gym.app, on.lifter, 'GET', `/v1/sessions/${on.sessionId}/revisions`)
      return revisionsAnswerSchema.parse(answer.json).revisions
    }
    return {
      ...on,
      revisions,
      /** The id of the revision that was stored last. */
      newest: async () => (await revisions())[0]?.revisionId ?? assert.fail('nothing is kept'),
    }
  }
  const kinds = (list: Revision[]) =>
    list.map(({ kind, reason, payload }) => [kind, reason, 'notes' in payload ? payload.notes : payload.reason])

  test('the revisions of a session are listed whole, newest first, for a comparison with the standing log', async () => {
    const { gym, complete, skip, revisions } = await arranged()
    const set = actualSet(randomUUID(), { reps: 4 })
    applied(await skip('tired', 5))
    const older = log([set], { notes: 'older', logged_at: at(610) })
    applied(await complete(older))
    applied(await complete(log([{ ...set, reps: 6 }], { notes: 'newer', logged_at: at(620) })))
    const [second, first] = await revisions()
    const keptAt = new Date(gym.clock.nowMs()).toISOString()
    assert.deepEqual(second, {
      revisionId: second?.revisionId,
      kind: 'completion',
      reason: 'a newer log replaced it',
      payload: older,
      logged_at: at(610),
      keptAt,
    })
    assert.deepEqual(first, {
      revisionId: first?.revisionId,
      kind: 'skip',
      reason: 'a completion beats a skip',
      payload: { reason: 'tired', logged_at: at(5) },
      logged_at: at(5),
      keptAt,
    })
  })

  test('a restored log counts again, and the one it replaces becomes a revision', async () => {
    const { complete, restore, newest, revisions, read } = await arranged()
    const [mine, theirs] = [randomUUID(), randomUUID()]
    applied(await complete(log([actualSet(mine, { reps: 4 })], { notes: 'older', logged_at: at(610) })))
    applied(await complete(log([actualSet(theirs, { reps: 6 })], { notes: 'newer', logged_at: at(620) })))
    const { outcome, conflict, session } = applied(await restore(await newest(), 700))
    assert.deepEqual([outcome, conflict?.kept, conflict?.otherLoggedAt], ['applied', 'this', at(620)])
    assert.deepEqual(
      [session.status, session.notes, session.logged_at, session.revisionCount, session.actualSets.map((set) => [set.id, set.reps])],
      ['completed', 'older', at(700), 2, [[mine, 4]]],
    )
    assert.deepEqual(await read(), session)
    assert.deepEqual(kinds(await revisions()), [
      ['completion', 'another log was restored', 'newer'],
      ['completion', 'a newer log replaced it', 'older'],
    ])
    assert.deepEqual(conflict?.revisionId, (await revisions())[0]?.revisionId)
  })

  test('logs can be restored again and again, and none is ever lost', async () => {
    const { complete, restore, revisions, newest, read } = await arranged()
    applied(await complete(log([], { notes: 'one', logged_at: at(610) })))
    applied(await complete(log([], { notes: 'two', logged_at: at(620) })))
    for (const [seconds, notes] of [
      [700, 'one'],
      [710, 'two'],
      [720, 'one'],
    ] as const) {
      applied(await restore(await newest(), seconds))
      assert.equal((await read()).notes, notes)
    }
    assert.equal((await revisions()).length, 4)
  })

  test('a restore older than the standing log changes nothing, and the answer holds the standing log', async () => {
    const { gym, complete, restore, newest } = await arranged()
    applied(await complete(log([], { notes: 'older', logged_at: at(610) })))
    const otherOperationId = randomUUID()
    applied(await complete(log([], { notes: 'newer', logged_at: at(620) }), otherOperationId))
    const revisionId = await newest()
    const before = await dumpOf(gym.db)
    const { outcome, conflict, session } = applied(await restore(revisionId, 615))
    assert.deepEqual(
      [outcome, conflict, session.notes],
      ['superseded', { revisionId, kept: 'other', otherLoggedAt: at(620), otherOperationId }, 'newer'],
    )
    // Only the user's version was raised.
    assert.equal(before.replace(/"version":"?\d+"?/g, ''), (await dumpOf(gym.db)).replace(/"version":"?\d+"?/g, ''))
  })

  test('the sets of a restored log, and those of the log it replaces, are the same whether the restore arrives before or after a newer completion', async () => {
    const [joined, restored] = [randomUUID(), randomUUID()]
    const outcomes = []
    for (const restoredFirst of [true, false]) {
      const { putSet, complete, restore, newest, read } = await arranged()
      applied(await putSet(joined, { logged_at: at(1) }))
      applied(await putSet(restored, { setOrder: 1, logged_at: at(2) }))
      applied(await complete(log([actualSet(restored)], { notes: 'older', logged_at: at(610) })))
      applied(await complete(log([], { notes: 'newer', logged_at: at(620) })))
      const revisionId = await newest()
      // Given the moment after, so that only the restore can remove it.
      applied(await putSet(restored, { setOrder: 1, logged_at: at(630) }))
      const things = [() => restore(revisionId, 700), () => complete(log([], { notes: 'newest', logged_at: at(710) }))]
      const [first, second] = restoredFirst ? things : things.toReversed()
      const { version } = applied(await first!()).session
      const { session } = applied(await second!())
      assert.deepEqual([session, session.version], [await read(), version + 1])
      outcomes.push([session.notes, session.actualSets])
    }
    assert.deepEqual(outcomes, [
      ['newest', []],
      ['newest', []],
    ])
  })

  test('restored twice under one id it counts once, and twice under two ids is no second conflict', async () => {
    const { complete, restore, newest, revisions } = await arranged()
    applied(await complete(log([], { notes: 'older', logged_at: at(610) })))
    applied(await complete(log([], { notes: 'newer', logged_at: at(620) })))
    const [revisionId, id] = [await newest(), randomUUID()]
    const first = applied(await restore(revisionId, 700, id))
    assert.deepEqual(applied(await restore(revisionId, 700, id)), first)
    assert.equal(applied(await restore(revisionId, 710)).conflict, null)
    assert.equal((await revisions()).length, 2)
  })

  test('a skip can be restored only where nothing was lifted', async () => {
    const { complete, skip, restore, newest, read } = await arranged()
    applied(await skip('travelling', 10))
    applied(await skip('ill', 20))
    assert.equal(applied(await restore(await newest(), 30)).session.skipReason, 'travelling')
    applied(await complete(log([actualSet(randomUUID())])))
    const refused = await restore(await newest(), 900)
    assert.deepEqual([problem(refused).code, (await read()).status], ['session_has_sets', 'completed'])
  })

  test('sets in progress become a revision when a finished log is restored, and also stay in the session', async () => {
    const { gym, lifter, complete, putSet, restore, newest, revisions } = await arranged()
    applied(await complete(log([], { notes: 'older', logged_at: at(610) })))
    applied(await complete(log([], { notes: 'newer', logged_at: at(620) })))
    const revisionId = await newest()
    await gym.db.query(`update sessions set status = 'in_progress', logged_at = null, operation_id = null where user_id = $1`, [lifter.id])
    const setId = randomUUID()
    applied(await putSet(setId, { logged_at: at(630), completedAt: at(629) }))
    const { session } = applied(await restore(revisionId, 700))
    assert.deepEqual([session.status, session.notes, session.actualSets.map(({ id }) => id)], ['completed', 'older', [setId]])
    const kept = (await revisions())[0]
    assert.ok(kept?.kind === 'completion')
    assert.deepEqual([kept.payload.completedAt, kept.payload.actualSets.map(({ id }) => id)], [at(629), [setId]])
  })

  test('a revision of another session, or an unknown one, is not found', async () => {
    const { gym, lifter, complete, restore, newest } = await arranged()
    applied(await complete(log([], { notes: 'older', logged_at: at(610) })))
    applied(await complete(log([], { notes: 'newer', logged_at: at(620) })))
    const elsewhere = await newSession(gym, lifter)
    const moved = await send(gym.app, lifter, operations.restore(elsewhere, await newest(), { logged_at: at(700) }))
    assert.deepEqual([problem(moved).code, problem(moved).operationId !== undefined], ['not_found', true])
    assert.equal(problem(await restore(randomUUID(), 700)).code, 'not_found')
  })

  test('a restore works in a batch too, and the other device gets it by sync', async () => {
    const { gym, lifter, sessionId, complete, newest } = await arranged()
    applied(await complete(log([], { notes: 'older', logged_at: at(610) })))
    applied(await complete(log([], { notes: 'newer', logged_at: at(620) })))
    const pull = async (cursor: number) => syncAnswerSchema.parse((await request(gym.app, lifter, 'GET', `/v1/sync?cursor=${cursor}`)).json)
    const { cursor } = await pull(0)
    const { method, url, body } = operations.restore(sessionId, await newest(), { logged_at: at(700) })
    const sent = { operations: [{ operationId: randomUUID(), method, path: url, body }] }
    const { answers } = batchAnswerSchema.parse((await request(gym.app, lifter, 'POST', '/v1/operations', { body: sent })).json)
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200],
    )
    assert.deepEqual(
      (await pull(cursor)).sessions.map(({ notes, revisionCount }) => [notes, revisionCount]),
      [['older', 2]],
    )
  })
})
