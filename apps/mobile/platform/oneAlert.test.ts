import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneAlert, type AlertCentre } from './oneAlert.ts'

/** A system that answers when the test says so, and records its alert and the number of requests. */
function slowCentre() {
  const answers: { resolve(): void; reject(error: Error): void }[] = []
  const asked: string[] = []
  const ask = (words: string): Promise<void> => {
    asked.push(words)
    return new Promise((resolve, reject) => answers.push({ resolve, reject }))
  }
  const centre: AlertCentre = { show: (atWallMs, words) => ask(`${words} at ${atWallMs}`), clear: () => ask('nothing') }
  return {
    centre,
    asked,
    async answer(error?: Error) {
      const next = answers.shift()
      if (!next) throw new Error('nothing was asked')
      if (error) next.reject(error)
      else next.resolve()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('the system holds the latest alert, however late it answers', async () => {
  const { centre, asked, answer } = slowCentre()
  const alert = oneAlert(centre)
  alert.schedule(1_000, 'Rest over', true)
  alert.schedule(2_000, 'Rest over', true)
  alert.cancel()
  await answer()
  await answer()
  assert.deepEqual(asked, ['Rest over at 1000', 'nothing'])
})

test('a rest that is lengthened while the first request is open is scheduled with its new end', async () => {
  const { centre, asked, answer } = slowCentre()
  const alert = oneAlert(centre)
  alert.schedule(1_000, 'Rest over', true)
  alert.schedule(2_000, 'Rest over', true)
  await answer()
  assert.deepEqual(asked, ['Rest over at 1000', 'Rest over at 2000'])
})

test('a refusal is silent, and the next rest is scheduled again', async () => {
  const { centre, asked, answer } = slowCentre()
  const alert = oneAlert(centre)
  alert.schedule(1_000, 'Rest over', true)
  await answer(new Error('not allowed'))
  alert.schedule(2_000, 'Rest over', true)
  await answer()
  assert.deepEqual(asked, ['Rest over at 1000', 'Rest over at 2000'])
})

test('the alert of an earlier process is cleared once, and never that of a running rest', async () => {
  const left = slowCentre()
  const alert = oneAlert(left.centre)
  alert.clearLeftOver()
  await left.answer()
  alert.clearLeftOver()
  assert.deepEqual(left.asked, ['nothing'])

  const resting = slowCentre()
  const other = oneAlert(resting.centre)
  other.schedule(1_000, 'Rest over', true)
  other.clearLeftOver()
  await resting.answer()
  other.clearLeftOver()
  assert.deepEqual(resting.asked, ['Rest over at 1000'])
})
