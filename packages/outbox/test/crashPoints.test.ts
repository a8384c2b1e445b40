import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryLocation, type Disks } from '@holdfast/journal/testing'
import { cutEverywhere } from './crashScenario.ts'

for (const replicas of [1, 2] as const) {
  test(`[O1] [O10] [O11] cut before and after every storage write of twenty operations, ${replicas === 1 ? 'one medium' : 'two media'}: 0 lost, 0 doubled, order kept`, () => {
    const cuts = cutEverywhere(() => {
      const disks: Disks = new Map()
      return () => memoryLocation({ disks, replicas })
    })
    assert.ok(cuts > 60 * replicas, `${cuts} cuts`)
  })
}
