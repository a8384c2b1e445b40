import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from '@holdfast/journal/testing'
import { createAwakeClock } from '../sync/device/awakeClock.ts'
import { tabsInFront } from '../sync/device/tabsInFront.ts'
import type { Lifecycle } from '../sync/device/ports.ts'

/** An app that comes and goes. */
function coming() {
  const watchers = new Set<(state: 'foreground' | 'background') => void>()
  const lifecycle: Lifecycle = {
    watch(callback) {
      watchers.add(callback)
      return () => watchers.delete(callback)
    },
  }
  return { lifecycle, become: (state: 'foreground' | 'background') => watchers.forEach((watcher) => watcher(state)) }
}

/** A clock on such an app, and what it says it passed while this happened. */
function awake() {
  const clock = virtualClock()
  const { lifecycle, become } = coming()
  const { nowMs, stop } = createAwakeClock(clock, lifecycle)
  const sleeps = (ms: number) => clock.setWall(clock.wallMs() + ms)
  const passed = (...acts: (() => void)[]) => {
    const before = nowMs()
    for (const act of acts) act()
    return nowMs() - before
  }
  return { clock, become, sleeps, passed, stop, away: () => become('background'), back: () => become('foreground') }
}

test('time that the device slept away counts, beside what the monotonic clock says itself', () => {
  const { clock, sleeps, passed, away, back } = awake()
  assert.equal(
    passed(() => clock.advance(1_000)),
    1_000,
  )
  assert.equal(
    passed(
      away,
      () => clock.advance(500),
      () => sleeps(60_000),
      back,
    ),
    60_500,
  )
  assert.equal(
    passed(
      away,
      () => sleeps(10_000),
      back,
      away,
      () => sleeps(5_000),
      back,
    ),
    15_000,
  )
})

test('a clock that is set while the app is looked at moves no time, and neither does one that is put back', () => {
  const { sleeps, passed, away, back } = awake()
  assert.deepEqual([passed(() => sleeps(60_000), back), passed(away, () => sleeps(-60_000), back)], [0, 0])
})

test('sleep counts once, from when the app went, however often it says so', () => {
  const { sleeps, passed, away, back } = awake()
  assert.equal(
    passed(
      away,
      () => sleeps(1_000),
      away,
      () => sleeps(2_000),
      back,
      back,
    ),
    3_000,
  )
})

test('once it is stopped nothing is taken for sleep', () => {
  const { sleeps, passed, away, back, stop } = awake()
  stop()
  assert.equal(
    passed(away, () => sleeps(1_000), back),
    0,
  )
})

test('other tabs are heard when they announce something and whenever this one comes to the front, until nobody listens', () => {
  const { lifecycle, become } = coming()
  let announced = 0
  const callbacks = new Set<() => void>()
  const tabs = tabsInFront(
    {
      announce: () => void announced++,
      onAnnounced(callback) {
        callbacks.add(callback)
        return () => callbacks.delete(callback)
      },
    },
    lifecycle,
  )
  tabs.announce()
  let heard = 0
  const stop = tabs.onAnnounced(() => heard++)
  callbacks.forEach((callback) => callback())
  become('background')
  assert.deepEqual([announced, heard], [1, 1])
  become('foreground')
  assert.equal(heard, 2)
  stop()
  become('foreground')
  assert.deepEqual([heard, callbacks.size], [2, 0])
})
