import assert from 'node:assert/strict'
import { afterEach } from 'node:test'
import type { StoreApi } from 'zustand/vanilla'
import { createHoldfast } from '../store/holdfast.ts'
import type { SessionState } from '../store/sessionStore.ts'
import type { SettingsState } from '../store/settingsStore.ts'
import type { SyncState } from '../store/syncStore.ts'
import type { Engine } from '../sync/engine.ts'
import { programmeKey, type Programme } from '../sync/programme.ts'
import { device, until, type Device, type DeviceOptions } from './device.ts'
import { server, type Server } from './server.ts'

/** The running app, without a screen. */
export type App = {
  session: StoreApi<SessionState>
  sync: StoreApi<SyncState>
  settings: StoreApi<SettingsState>
  engine: Engine
  device: Device
  programme(): Programme | undefined
}

const running: Engine[] = []
afterEach(() => {
  for (const engine of running.splice(0)) engine.close()
})

/** Starts the app on a device, signs the demo lifter in when nobody is, and waits until it is ready. */
export async function launch(on: Device): Promise<App> {
  const holdfast = createHoldfast(on.platform)
  await until(() => holdfast.account.getState().phase.at !== 'starting', 'the app starts')
  if (holdfast.account.getState().phase.at === 'signedOut') holdfast.account.getState().signInDemo()
  await until(() => holdfast.account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = holdfast.account.getState()
  assert.equal(phase.at, 'ready')
  if (phase.at !== 'ready') throw new Error('unreachable')
  running.push(phase.engine)
  const { engine, session, sync } = phase
  return {
    engine,
    session,
    sync,
    settings: holdfast.settings,
    device: on,
    programme: () => engine.queries.getQueryData(programmeKey(engine.account.id)),
  }
}

/** The same device after its process was killed: the new one has what is on disk, and no request of the old one goes on. */
export function relaunch(app: App, on: Server): Promise<App> {
  app.device.kill()
  return launch(device({ fetch: on.fetch, from: app.device }))
}

/** How many records one side of the journal holds. */
export const sizeOf = (app: App, side: number): number => app.device.disks.get(1)![side]!.stored.size

/** What stands in the cells of a heavy set. */
export const heavy = (reps: number) => ({ weight: { value: 102.5, unit: 'kg' as const }, reps, rpe: 8 })

/** The app with the demo session open, then the weather changes. */
export async function training(weather: Server['weather'] = 'fine', fault?: DeviceOptions['fault'], more: Partial<DeviceOptions> = {}) {
  const on = server()
  const app = await launch(device({ fetch: on.fetch, ...(fault ? { fault } : {}), ...more }))
  await app.engine.pull()
  on.weather = weather
  app.session.getState().startSession(on.session)
  const sets = app.session.getState().plannedSets
  return { on, app, first: sets[0]!.id, second: sets[1]!.id, all: sets.map(({ id }) => id) }
}
