import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultWords } from './faultWords.ts'

test('a page that cannot be shown says that what waits is safe, and how much it is if that is known', () => {
  const kept = 'Nothing you logged is lost: it is saved in this browser.'
  assert.equal(faultWords.safe(null, 'in this browser'), kept)
  assert.equal(faultWords.safe(0, 'in this browser'), kept)
  assert.equal(faultWords.safe(1, 'in this browser'), `${kept} 1 change waits and is sent as before.`)
  assert.equal(faultWords.safe(3, 'in this browser'), `${kept} 3 changes wait and are sent as before.`)
})
