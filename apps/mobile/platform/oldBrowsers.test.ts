import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import type { Generations, Medium, Opening, JournalLocation } from '@holdfast/journal'
import { indexedDbMedium } from './indexedDbMedium.ts'
import { indexedDbLocation } from './indexedDbLocation.ts'
import { indexedDbText } from './indexedDbText.ts'
import { ANSWER_MS } from './inTime.ts'
import { holdOpen, unlessOpen } from './openHere.ts'
import { tabLease } from './tabLease.ts'
import { tabsOf } from './tabs.ts'

const opened = (medium: Medium): Promise<Opening> => new Promise((resolve) => medium.open(resolve))
const dropped = (medium: Medium): Promise<boolean> => new Promise((resolve) => medium.drop(resolve))
const generations = (location: JournalLocation): Promise<Generations> => new Promise((resolve) => location.generations(resolve))

/** Runs a task in a browser that lacks a property. */
async function without(of: object, name: string, task: () => Promise<void>): Promise<void> {
  const held = Object.getOwnPropertyDescriptor(of, name)!
  Reflect.deleteProperty(of, name)
  try {
    await task()
  } finally {
    Object.defineProperty(of, name, held)
  }
}

/** Leaves the first `calls` calls of `indexedDB.open` unanswered, and counts them. */
async function withSilence(calls: number, task: (asked: () => number) => Promise<void>): Promise<void> {
  const { open } = IDBFactory.prototype
  let asked = 0
  IDBFactory.prototype.open = function (...args) {
    if (asked++ < calls) return {} as IDBOpenDBRequest
    return open.apply(this, args)
  }
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    await task(() => asked)
  } finally {
    mock.timers.reset()
    IDBFactory.prototype.open = open
  }
}

test('a database that does not answer the first time is opened again', () =>
  withSilence(1, async (asked) => {
    const opening = opened(indexedDbMedium('silent once'))
    mock.timers.tick(ANSWER_MS)
    assert.deepEqual(await opening, { state: 'fresh' })
    assert.equal(asked(), 2)
  }))

test('a database that never answers is reported, and the next use tries again', () =>
  withSilence(3, async (asked) => {
    const texts = indexedDbText('silent texts')
    const reading = assert.rejects(texts.read('sign-in'), /storage does not answer/)
    for (let tries = 1; tries <= 3; tries++) {
      assert.equal(asked(), tries)
      mock.timers.tick(ANSWER_MS)
    }
    await reading
    assert.equal(await texts.read('sign-in'), null)
  }))

test('a list of databases that never arrives is reported', () =>
  withSilence(0, async () => {
    const { databases } = IDBFactory.prototype
    IDBFactory.prototype.databases = () => new Promise(() => {})
    try {
      const asked = generations(indexedDbLocation('no list'))
      mock.timers.tick(ANSWER_MS)
      const answer = await asked
      assert.ok(!answer.ok && /does not answer/.test(answer.why))
    } finally {
      IDBFactory.prototype.databases = databases
    }
  }))

test('a browser that cannot list its databases finds every existing generation and no other', () =>
  without(IDBFactory.prototype, 'databases', async () => {
    const location = (): JournalLocation => indexedDbLocation('journal')
    assert.deepEqual(await generations(location()), { ok: true, generations: [] })
    const [first] = location().replicas(1)
    const [third] = location().replicas(3)
    assert.deepEqual(await opened(first!), { state: 'fresh' })
    assert.deepEqual(await opened(third!), { state: 'fresh' })
    assert.deepEqual(await generations(location()), { ok: true, generations: [1, 3] })
    assert.deepEqual(await generations(indexedDbLocation('journal-1')), { ok: true, generations: [] })
    first!.close()
    assert.equal(await dropped(indexedDbLocation('journal', true).replicas(1)[0]!), true)
    assert.deepEqual(await generations(location()), { ok: true, generations: [3] })
    third!.close()
    const [again] = location().replicas(3)
    assert.deepEqual(await opened(again!), { state: 'existing', stored: [] })
    again!.close()
  }))

test('where tabs cannot send messages, a tab knows no other tabs, sends by itself, and does not announce what it has open', () =>
  without(globalThis, 'BroadcastChannel', async () => {
    assert.equal(tabsOf('journal'), undefined)
    const lease = tabLease('sender')
    await new Promise<void>((resolve) => lease.request(resolve, () => assert.fail('lost')))
    lease.need('send')
    assert.equal(await lease.isMine(), true)
    await without(Object.getPrototypeOf(navigator), 'locks', async () => {
      holdOpen('journal-1')()
      assert.equal(await unlessOpen('journal-1', async () => true), true)
    })
  }))
