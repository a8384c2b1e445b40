import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from '@holdfast/journal/testing'
import { createAwakeClock } from '../sync/device/awakeClock.ts'
import { followRest } from '../sync/engine/restAlerts.ts'
import type { Rest } from '../sync/session/lifterEvent.ts'
import type { Logs } from '../sync/session/logs.ts'
import { createRestTimer, restFrom } from '../sync/session/rest.ts'

/** The alert of the system, and a session on screen that rests. */
function resting(first: Rest | null = null, startsAt = 1_000_000) {
  const clock = virtualClock(startsAt)
  const watchers = new Set<(state: 'foreground' | 'background') => void>()
  const lifecycle = {
    watch(callback: (state: 'foreground' | 'background') => void) {
      watchers.add(callback)
      return () => watchers.delete(callback)
    },
  }
  const listeners = new Set<(sessionId: string) => void>()
  let rest = first
  let currentId: string | null = 'lower'
  const logs = {
    current: () => ({ logs: { lower: { rest } }, currentId, lastId: 'lower' }),
    subscribe(listener: (sessionId: string) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as Logs
  const alerts: unknown[] = []
  let breaks = false
  const heard = (alert: unknown) => {
    if (breaks) throw new Error('not allowed')
    alerts.push(alert)
  }
  const alert = {
    schedule: (atWallMs: number, words: string, aloud: boolean) => heard([atWallMs, words, aloud]),
    cancel: () => heard(null),
  }
  const timer = createRestTimer(clock, createAwakeClock(clock, lifecycle))
  const follow = () => followRest(logs, alert, timer, lifecycle)
  const tell = () => listeners.forEach((listener) => listener('lower'))
  return {
    clock,
    follow,
    alerts,
    tell,
    watchers,
    become: (next: Rest | null) => ((rest = next), tell()),
    leave: () => ((currentId = null), tell()),
    look: (state: 'foreground' | 'background') => watchers.forEach((watcher) => watcher(state)),
    broken: (isBroken: boolean) => void (breaks = isBroken),
  }
}

const at = (ms: number) => [ms, 'Rest is over', true]

test('the alert is set when a rest begins or moves, and taken back when it ends or its session is left', () => {
  const { follow, become, leave, alerts } = resting()
  follow()
  become(restFrom(1_000_000, 90))
  become(restFrom(1_000_000, 120))
  become(null)
  assert.deepEqual(alerts, [null, at(1_090_000), at(1_120_000), null])
  become(restFrom(1_000_000, 60))
  leave()
  assert.deepEqual(alerts.slice(4), [at(1_060_000), null])
})

test('at the start the alert is that of the rest under way; of none, and of one that is over, it is taken back', () => {
  const first = (rest: Rest | null) => {
    const { follow, alerts } = resting(rest)
    follow()
    return alerts
  }
  assert.deepEqual(
    [first(restFrom(990_000, 20)), first(null), first(restFrom(900_000, 20)), first(restFrom(900_000, 100))],
    [[at(1_010_000)], [null], [null], [null]],
  )
})

test('nothing is asked of the system while the rest is the same', () => {
  const { follow, tell, alerts } = resting(restFrom(1_000_000, 90))
  follow()
  tell()
  assert.equal(alerts.length, 1)
})

test('a wall clock that was set by more than two seconds while the app was away moves the alert, once the app is back', () => {
  const away = (byMs: number, comes: 'foreground' | 'background' = 'foreground') => {
    const { follow, clock, look, alerts } = resting(restFrom(1_000_000, 90))
    follow()
    clock.setWall(clock.wallMs() + byMs)
    look(comes)
    return alerts.slice(1)
  }
  assert.deepEqual([away(2_000), away(-2_000), away(60_000, 'background')], [[], [], []])
  assert.deepEqual([away(2_001), away(-2_001), away(60_000)], [[at(1_092_001)], [at(1_087_999)], [at(1_150_000)]])
})

test('without a rest, or with one that is over, coming back asks nothing', () => {
  for (const rest of [null, restFrom(900_000, 20)]) {
    const { follow, clock, look, alerts } = resting(rest)
    follow()
    clock.setWall(5_000_000)
    look('foreground')
    assert.equal(alerts.length, 1)
  }
})

test('a system that takes no alert is told of until it takes one, and stops nothing', () => {
  const { follow, become, broken } = resting()
  const restAlerts = follow()
  assert.equal(restAlerts.failed(), false)
  broken(true)
  become(restFrom(1_000_000, 90))
  assert.equal(restAlerts.failed(), true)
  broken(false)
  become(restFrom(1_000_000, 120))
  assert.equal(restAlerts.failed(), false)
})

test('once it is stopped the alert is taken back, and nothing is followed', () => {
  const { follow, become, clock, look, alerts, watchers } = resting(restFrom(1_000_000, 90))
  const before = watchers.size
  const { stop } = follow()
  stop()
  assert.deepEqual([alerts, watchers.size], [[at(1_090_000), null], before])
  become(restFrom(1_000_000, 120))
  clock.setWall(5_000_000)
  look('foreground')
  assert.equal(alerts.length, 2)
})
