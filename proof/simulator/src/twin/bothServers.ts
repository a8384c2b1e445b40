import type { Db } from '@holdfast/api/src/db/db.ts'
import { chanceOf } from '../chance.ts'
import { createServer, type ServerOptions, type ServerRequest, type SignInRef } from '../server.ts'
import type { SlowHost } from '../world.ts'
import { sameOrThrow } from './difference.ts'
import { realHoldings, simulatedHoldings } from './holdings.ts'
import { createRealServer } from './realServer.ts'

const secretOf = (unit: () => number): string =>
  Array.from({ length: 43 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[Math.floor(unit() * 64)]).join('')

/** Both servers of a day: `compare` looks at all that either holds. */
export type BothServers = SlowHost & { compare(): Promise<void>; close(): Promise<void> }

/**
 * The simulated server and the real one, side by side: whatever is asked of one is asked of the other, in the same order, at the same
 * virtual time and with the same ids. Phones hear the real answer; what the checks look at is the simulated one, which has to hold the
 * same: compared after every act and, `closely`, after every request. `settled` throws a `Difference` at the first that does not.
 */
export function bothServers(db: Db, seed: number, options: ServerOptions, closely = false): BothServers {
  const drawn: string[] = []
  const newId = (): string => {
    const id = options.newId()
    drawn.push(id)
    return id
  }
  const sim = createServer({ ...options, newId })
  const chance = chanceOf(seed, 'twin')
  const random = { uuid: () => chance.id(), secret: () => secretOf(() => chance.unit()) }
  let ids: string[] = []
  // An id the simulated server did not draw: it will be seen as a difference.
  const real = createRealServer(db, { nowMs: options.nowMs }, random, () => ids.shift() ?? random.uuid())
  const ways: (() => Promise<void>)[] = []

  const compareHoldings = (accountId: string, what: string) => {
    const simulated = structuredClone(simulatedHoldings(sim.accounts.get(accountId)!))
    return async (): Promise<void> => sameOrThrow(`${what}: what is held of ${accountId}`, simulated, await realHoldings(db, accountId))
  }
  const act = (accountId: string, what: string, really: () => Promise<unknown>): void => {
    const compare = compareHoldings(accountId, what)
    ways.push(async () => {
      await really()
      await compare()
    })
  }
  const askBoth = (who: SignInRef, request: ServerRequest) => {
    const told = sim.answer(who, request)
    const forThis = drawn.splice(0)
    const what = `${request.method} ${request.path} ${JSON.stringify(request.headers)} ${JSON.stringify(request.body) ?? ''}`
    const compare = request.method === 'GET' || !closely ? null : compareHoldings(who.accountId, what)
    const answer = async () => {
      ids = forThis
      const said = await real.request(who, request)
      sameOrThrow(what, { status: told.status, body: told.json }, { status: said.status, body: said.json })
      await compare?.()
      return said
    }
    return { told, answer }
  }

  return {
    server: {
      ...sim,
      answer(who, request) {
        const { told, answer } = askBoth(who, request)
        ways.push(async () => void (await answer()))
        return told
      },
      plan(accountId, id, title, scheduledOn, plan) {
        const session = sim.plan(accountId, id, title, scheduledOn, plan)
        act(accountId, `${title} is planned`, () => real.plan(accountId, id, title, scheduledOn, plan))
        return session
      },
      changePlan(accountId, sessionId, plan) {
        sim.changePlan(accountId, sessionId, plan)
        act(accountId, `a coach changes ${sessionId}`, () => real.changePlan(accountId, sessionId, plan))
      },
      remove(accountId, sessionId) {
        sim.remove(accountId, sessionId)
        act(accountId, `${sessionId} leaves the programme`, () => real.remove(accountId, sessionId))
      },
      sweep(staleMs = 0) {
        const finished = sim.sweep(staleMs)
        ways.push(async () => void (await real.sweep(staleMs)))
        for (const accountId of sim.accounts.keys()) ways.push(compareHoldings(accountId, 'the sweep'))
        return finished
      },
    },
    ask(who, request, done) {
      const { answer } = askBoth(who, request)
      ways.push(async () => done(await answer()))
    },
    owes: () => ways.length > 0,
    async settled() {
      for (let way = ways.shift(); way; way = ways.shift()) await way()
    },
    async compare() {
      for (const accountId of sim.accounts.keys()) await compareHoldings(accountId, 'the end of the day')()
    },
    close: real.close,
  }
}
