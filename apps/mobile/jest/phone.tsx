import { act, render } from '@testing-library/react-native'
import type { ReactElement } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { createHoldfast, type Holdfast } from '../store/holdfast.ts'
import { HoldfastProvider } from '../store/hooks.ts'
import type { SessionState } from '../store/sessionStore.ts'
import type { SyncState } from '../store/syncStore.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { device, until, type Device, type DeviceOptions } from '../test/device.ts'
import { server, type Server } from '../test/server.ts'

/** A phone with a screen: the real journal, outbox and stores, with a fake disk, clock and network. */
export type Phone = { holdfast: Holdfast; on: Server; device: Device; show(screen: ReactElement): Promise<void> }

/** A phone on which the demo lifter is signed in and has pulled the programme. */
export type ReadyPhone = Phone & { engine: Engine; session: StoreApi<SessionState>; sync: StoreApi<SyncState> }

const running: Engine[] = []
const started: Holdfast[] = []
afterEach(async () => {
  await act(async () => running.splice(0).forEach((engine) => engine.close()))
  // The cache holds timers of a day, and Jest would wait for them.
  for (const { queries } of started.splice(0)) queries.clear()
})

export async function newPhone(options: Omit<DeviceOptions, 'fetch'> = {}): Promise<Phone> {
  const on = server()
  const self = device({ fetch: on.fetch, ...options })
  const holdfast = createHoldfast(self.platform)
  started.push(holdfast)
  await until(() => holdfast.account.getState().phase.at !== 'starting', 'the app starts')
  return {
    holdfast,
    on,
    device: self,
    async show(screen) {
      await render(<HoldfastProvider holdfast={holdfast}>{screen}</HoldfastProvider>)
    },
  }
}

export async function readyPhone(options: Omit<DeviceOptions, 'fetch'> = {}): Promise<ReadyPhone> {
  const phone = await newPhone(options)
  const { account } = phone.holdfast
  account.getState().signInDemo()
  await until(() => account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = account.getState()
  if (phase.at !== 'ready') throw new Error('unreachable')
  const { engine, session, sync } = phase
  running.push(engine)
  await engine.pull()
  return { ...phone, engine, session, sync }
}

/** A phone in the middle of today's workout, with this state of the network. */
export async function trainingPhone(weather: Server['weather'], options: Omit<DeviceOptions, 'fetch'> = {}): Promise<ReadyPhone> {
  const phone = await readyPhone(options)
  phone.on.weather = weather
  phone.session.getState().startSession(phone.on.session)
  return phone
}
