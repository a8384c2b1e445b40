import { afterEach } from 'node:test'
import { createHoldfast, type Holdfast } from '../store/holdfast.ts'
import { emailOf, type AccountsServer } from './accountsServer.ts'
import { heavy } from './app.ts'
import { until, type Device } from './device.ts'

const started: Holdfast[] = []
afterEach(() => {
  for (const { account, queries } of started.splice(0)) {
    const { phase } = account.getState()
    if (phase.at === 'ready') phase.engine.close()
    queries.clear()
  }
})

/** One process of the app. */
export function start(on: Device) {
  const holdfast = createHoldfast(on.platform)
  started.push(holdfast)
  const { account } = holdfast
  const at = () => account.getState().phase.at
  const name = (): string | null => {
    const { phase } = account.getState()
    return phase.at === 'ready' ? phase.account.name : null
  }
  const ready = () => {
    const { phase } = account.getState()
    if (phase.at !== 'ready') throw new Error('nobody is signed in')
    return phase
  }
  return {
    ...holdfast,
    device: on,
    at,
    name,
    ready,
    async signIn(who: string, pulls = true) {
      await until(() => at() !== 'starting', 'the app starts')
      account.getState().signIn(emailOf(who), 'long enough')
      await until(() => name() === who && !account.getState().busy, `${who} is signed in`)
      if (pulls) await ready().engine.pull()
    },
    async isAt(phase: string) {
      await until(() => at() === phase, `the app is at ${phase}`)
    },
    async sent() {
      await until(() => ready().sync.getState().waiting.length === 0, 'everything is sent')
    },
  }
}
export type Tab = ReturnType<typeof start>

/** Trains in the session that the server planned. Every name in it contains the lifter's. */
export function train(tab: Tab, on: AccountsServer, name: string, reps: number, ends = false): string {
  const { session } = tab.ready()
  session.getState().startSession(on.of(name).server.session)
  const setId = session.getState().plannedSets[0]!.id
  session.getState().completeSet(setId, heavy(reps))
  session.getState().setSessionNotes(`notes of ${name}`)
  if (ends) session.getState().finish()
  return setId
}
