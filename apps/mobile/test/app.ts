import assert from 'node:assert/strict'
import { afterEach, mock } from 'node:test'
import type { StoreApi } from 'zustand/vanilla'
import type { AccountState } from '../store/accountState.ts'
import { createHoldfast } from '../store/holdfast.ts'
import type { SessionState } from '../store/sessionStore.ts'
import type { SyncState } from '../store/syncStore.ts'
import { knownOf } from '../sync/engine/known.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { overlay, type SessionView } from '../sync/session/overlay.ts'
import { programmeOf, type Programme } from '../sync/server/programme.ts'
import { CACHE_EVERY_MS, cacheKey } from '../sync/engine/queryCache.ts'
import { device, until, type Device, type DeviceOptions } from './device.ts'
import { server, type Server } from './server.ts'

/** The whole app without a screen, with an account signed in. */
export type App = {
  account: StoreApi<AccountState>
  session: StoreApi<SessionState>
  sync: StoreApi<SyncState>
  engine: Engine
  device: Device
  programme(): Programme | undefined
  /** A session of the programme as the screen shows it. */
  view(sessionId: string): SessionView
}

const running: Engine[] = []
afterEach(() => {
  for (const engine of running.splice(0)) engine.close()
})

/** Starts the app on a device, signs in the demo lifter when no account is signed in, and waits until the app is ready. */
export async function launch(on: Device): Promise<App> {
  const { account } = createHoldfast(on.platform)
  await until(() => account.getState().phase.at !== 'starting', 'the app starts')
  if (account.getState().phase.at === 'signedOut') account.getState().signInDemo()
  return opened(account, on)
}

/** The app once an account is signed in: after a start, and after another sign-in. */
export async function opened(account: StoreApi<AccountState>, on: Device): Promise<App> {
  await until(() => account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = account.getState()
  assert.equal(phase.at, 'ready')
  if (phase.at !== 'ready') throw new Error('unreachable')
  running.push(phase.engine)
  const { engine, session, sync } = phase
  const programme = (): Programme | undefined => programmeOf(engine.queries, engine.account.id)
  const view = (sessionId: string) => overlay(programme()!.sessions[sessionId]!, knownOf(engine, sessionId))
  return { account, engine, session, sync, device: on, programme, view }
}

/** The same device after its process was killed. The new process has what is on disk; requests of the old one get no answer. */
export function relaunch(app: App, on: Server): Promise<App> {
  app.device.kill()
  return launch(device({ fetch: on.fetch, from: app.device }))
}

/** How many records one replica of the journal holds. */
export const sizeOf = (app: App, replica: number): number => app.device.disks.get(1)![replica]!.stored.size

/** The content of a heavy set's cells. */
export const heavy = (reps: number) => ({ weight: { value: 102.5, unit: 'kg' as const }, reps, rpe: 8 })

/** A lifter with a session open for logging. The weather applies from then on. */
export async function training(weather: Server['weather'] = 'fine', fault?: DeviceOptions['fault'], more: Partial<DeviceOptions> = {}) {
  const on = server()
  const app = await launch(device({ fetch: on.fetch, ...(fault ? { fault } : {}), ...more }))
  await app.engine.pull()
  on.weather = weather
  app.session.getState().startSession(on.session)
  const sets = app.session.getState().plannedSets
  return { on, app, first: sets[0]!.id, second: sets[1]!.id, all: sets.map(({ id }) => id) }
}

/** Waits until no operation waits. */
export const drained = (app: App): Promise<void> => until(() => app.sync.getState().waiting.length === 0, 'everything is settled')

/** Waits until the cache on the device holds the pulled session, as a relaunch without a network needs it. */
export const cached = (app: App, { session }: Server): Promise<void> =>
  until(() => app.device.texts.get(cacheKey(app.engine.account.id))?.includes(session.id) === true, 'what was pulled is cached')

/** The cache is written some time after a change. The test moves that clock from here on, and resets `mock.timers` at its end. */
export function cacheClock(): () => Promise<void> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  return async () => {
    for (let passedMs = 0; passedMs < 2 * CACHE_EVERY_MS; passedMs += 50) {
      mock.timers.tick(50)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
