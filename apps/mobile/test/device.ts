import { randomUUID } from 'node:crypto'
import { memoryLocation, virtualClock, type Disks, type Fault, type VirtualClock } from '@holdfast/journal/testing'
import { GIVE_UP_MS } from '../../../scripts/lib/testing/patience.ts'
import type { Clock, Report } from '@holdfast/journal'
import type { Platform, RestAlert, SharedTexts } from '../sync/device/ports.ts'
import { signedIn } from './server.ts'
import { indexOver } from './textIndex.ts'

/** A phone without a screen: real journal, outbox and stores; the test provides disk, clock and network. */
export type Device = {
  platform: Platform
  clock: VirtualClock
  /** The disks of each account's journal, by account id. */
  journals: ReadonlyMap<string, Disks>
  /** The journal of the account that `server.ts` signs in by default. */
  disks: Disks
  texts: Map<string, string>
  index: Map<string, string>
  counted: { appends: number; units: number; commits: number }
  /** Every file that was handed out of the app. */
  shared: { name: string; mime: string; text: string }[]
  /** The alerts that the system was asked for, in order; null is a cancellation. */
  alerts: ({ atWallMs: number; words: string } | null)[]
  copied: string[]
  /** The free space that the system reports; null when it reports none. */
  freeBytes: number | null
  /** How often the system was asked to protect the stored data. */
  protects: number
  /** Whether the system is asked to wake the app. */
  wakes: boolean
  /** The alert that the system would show at the end of the rest if the app were not in front. */
  restAlert: { atWallMs: number; words: string; aloud: boolean } | null
  /** From now on no request is answered, and none fails. */
  hang(): void
  /** Ends the process: no answer to its requests reaches anything any more. */
  kill(): void
  setRadio(connected: boolean): void
  setLifecycle(state: 'foreground' | 'background'): void
}

export type DeviceOptions = {
  fetch: typeof fetch
  from?: Device
  fault?: () => Fault | null
  restAlert?: RestAlert
  /** Receives the completion of each write, to call it later, as in a browser. */
  later?: (complete: () => void) => void
  /** Receives exceptions; without it they are uncaught, and the test fails. */
  report?: Report
}

/** `from` is the same device before its process was killed: only what is on its disks is left. */
export function device({ fetch, from, fault, restAlert, later, report = uncaught }: DeviceOptions): Device {
  const clock = from?.clock ?? virtualClock()
  const journals = (from?.journals ?? new Map<string, Disks>()) as Map<string, Disks>
  const disksOf = (accountId: string): Disks => {
    const disks = journals.get(accountId) ?? (new Map() as Disks)
    journals.set(accountId, disks)
    return disks
  }
  const texts = from?.texts ?? new Map<string, string>()
  const index = from?.index ?? new Map<string, string>()
  const radios = new Set<(connected: boolean | null) => void>()
  const lifecycles = new Set<(state: 'foreground' | 'background') => void>()
  const text: SharedTexts = {
    read: (key) => Promise.resolve(texts.get(key) ?? null),
    write: async (key, value) => void texts.set(key, value),
    remove: async (key) => void texts.delete(key),
    async change(key, to) {
      const after = to(texts.get(key) ?? null)
      if (after === null) texts.delete(key)
      else texts.set(key, after)
      return after
    },
  }
  let alive = true
  const alerts: Device['alerts'] = []
  let hangs = false
  const counted = { appends: 0, units: 0, commits: 0 }
  const media = { ...(fault ? { fault } : {}), ...(later ? { later } : {}) }
  const self: Device = {
    clock,
    journals,
    disks: disksOf(signedIn.account.id),
    counted,
    alerts,
    texts,
    index,
    shared: [],
    copied: [],
    freeBytes: 5_000_000_000,
    protects: 0,
    wakes: false,
    restAlert: null,
    hang: () => (hangs = true),
    kill: () => (alive = false),
    setRadio: (connected) => radios.forEach((callback) => callback(connected)),
    setLifecycle: (state) => lifecycles.forEach((callback) => callback(state)),
    platform: {
      clock: passing(clock),
      report,
      random: { id: randomUUID, unit: () => 0.5 },
      journalLocation: (accountId) => memoryLocation({ disks: disksOf(accountId), counted, ...media }),
      tabs: () => undefined,
      lease: () => undefined,
      signInTabs: undefined,
      oneTabAtATime: (_name, task) => task(),
      feel: { saved() {}, refused() {}, restOver() {}, chime() {}, prepareChime: () => () => {}, keepAwake: () => () => {} },
      restAlert: restAlert ?? {
        schedule(atWallMs, words, aloud) {
          self.restAlert = { atWallMs, words, aloud }
          alerts.push(self.restAlert)
        },
        cancel() {
          self.restAlert = null
          alerts.push(null)
        },
      },
      secrets: text,
      cache: text,
      index: indexOver(index),
      radio: {
        watch(callback) {
          radios.add(callback)
          return () => radios.delete(callback)
        },
      },
      lifecycle: {
        watch(callback) {
          lifecycles.add(callback)
          return () => lifecycles.delete(callback)
        },
      },
      background: {
        register: async () => void (self.wakes = true),
        unregister: async () => void (self.wakes = false),
      },
      pickFile: () => Promise.resolve(null),
      storage: {
        space: async () => (self.freeBytes === null ? null : { usedBytes: 2_000_000, freeBytes: self.freeBytes }),
        protection: () => Promise.resolve(self.protects > 0 ? 'protected' : 'unprotected'),
        protect: () => Promise.resolve(++self.protects > 0),
      },
      share: {
        text: async (name, mime, text) => void self.shared.push({ name, mime, text }),
        copy: async (text) => void self.copied.push(text),
      },
      fetch: (input, init) => (alive && !hangs ? fetch(input, init) : new Promise(() => {})),
      apiOrigin: 'http://holdfast.test',
    },
  }
  return self
}

/** The clock stands still, but a timer without a delay fires by itself, as on a device. */
function passing(clock: VirtualClock): Clock {
  return {
    wallMs: () => clock.wallMs(),
    monoMs: () => clock.monoMs(),
    after(delayMs, callback) {
      if (delayMs > 0) return clock.after(delayMs, callback)
      const soon = setImmediate(callback)
      return () => clearImmediate(soon)
    },
  }
}

function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

/** Lets ready promises continue until `condition` holds. Throws when it does not hold in time. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const endMs = performance.now() + GIVE_UP_MS
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`never: ${what}`)
    await turn()
  }
}

/** Lets ready promises continue until only timers are left. What has not happened by then will not happen by itself. */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 100; turns++) await turn()
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
