import type { Account, Plan, SignedIn } from '@holdfast/contract'
import { insertAccount } from '@holdfast/api/src/accounts/account.ts'
import { createApp } from '@holdfast/api/src/app.ts'
import { issueTokens } from '@holdfast/api/src/auth/signIn.ts'
import { commit, type Db } from '@holdfast/api/src/db/db.ts'
import type { Random } from '@holdfast/api/src/random.ts'
import { autoFinalise } from '@holdfast/api/src/stored/autoFinalise.ts'
import { bumpVersion } from '@holdfast/api/src/stored/userVersion.ts'
import type { ServerAnswer, ServerRequest, SignInRef } from '../server.ts'

/** One day's view of the real API: its own clock, ids and accounts; the database is shared with the days before. */
export type RealServer = ReturnType<typeof createRealServer>

/** `random` makes what only the real server has: coaches and tokens. `newId` gives the ids a request draws. */
export function createRealServer(db: Db, clock: { nowMs: () => number }, random: Random, newId: () => string) {
  const app = createApp({ db, clock, random: { uuid: newId, secret: random.secret }, demo: false })
  const accounts = new Map<string, Account>()
  const signedIn = new Map<string, { tokens: SignedIn; untilMs: number }>()
  let coachId: string | null = null

  const keep = (key: string, tokens: SignedIn): string => {
    signedIn.set(key, { tokens, untilMs: clock.nowMs() + tokens.expiresIn * 1000 })
    return tokens.accessToken
  }
  const inject = async (accessToken: string | null, { method, path, headers, body }: ServerRequest): Promise<ServerAnswer> => {
    const answer = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...headers,
        ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const retryAfter = answer.headers['retry-after']
    // Its Date is this machine's, not the day's.
    return { status: answer.statusCode, json: answer.json(), headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }
  }
  /** A sign-in is one device of an account: it has tokens of its own, from the first time it asks. */
  const tokenOf = async ({ accountId, signInId }: SignInRef): Promise<string> => {
    const key = `${accountId} ${signInId}`
    const kept = signedIn.get(key)
    if (!kept) {
      const account = accounts.get(accountId)
      if (!account) throw new Error(`nobody has the account ${accountId}`)
      return keep(key, await db.tx(async (sql) => commit(await issueTokens(sql, { clock, random }, account, null))))
    }
    if (clock.nowMs() < kept.untilMs) return kept.tokens.accessToken
    const { refreshToken } = kept.tokens
    const renewed = await inject(null, { method: 'POST', path: '/v1/auth/refresh', headers: {}, body: { refreshToken } })
    if (renewed.status !== 200) throw new Error(`the tokens of ${accountId} were not renewed: ${JSON.stringify(renewed.json)}`)
    return keep(key, renewed.json as SignedIn)
  }
  const signUp = async (id: string, role: Account['role']): Promise<void> => {
    const account = { id, email: `${id}@example.org`, name: 'Alex', role }
    accounts.set(id, account)
    await db.tx(async (sql) => {
      await insertAccount(sql, account, null, clock.nowMs())
      return commit(undefined)
    })
  }
  const coach = async (lifterId: string): Promise<string> => {
    if (coachId === null) await signUp((coachId = random.uuid()), 'coach')
    await db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2) on conflict do nothing', [coachId, lifterId])
    return coachId
  }

  return {
    db,
    request: async (who: SignInRef, request: ServerRequest): Promise<ServerAnswer> => inject(await tokenOf(who), request),
    /** A session of the programme, of an account that is made when it is new. */
    async plan(accountId: string, id: string, title: string, scheduledOn: string, plan: Plan): Promise<void> {
      if (!accounts.has(accountId)) await signUp(accountId, 'lifter')
      await db.tx(async (sql) => {
        const version = await bumpVersion(sql, accountId)
        await sql.query(
          `insert into sessions (user_id, id, title, scheduled_on, status, plan, version)
           values ($1, $2, $3, $4::text::date, 'planned', $5::jsonb, $6)`,
          [accountId, id, title, scheduledOn, JSON.stringify(plan), version],
        )
        return commit(undefined)
      })
    },
    /** A coach changes the plan, through the API. */
    async changePlan(accountId: string, sessionId: string, plan: Plan): Promise<number> {
      const path = `/v1/sessions/${sessionId}/plan`
      const who = { accountId: await coach(accountId), signInId: 'coach' }
      const answer = await inject(await tokenOf(who), { method: 'PUT', path, headers: {}, body: { plan } })
      return answer.status
    },
    async remove(accountId: string, sessionId: string): Promise<void> {
      await db.tx(async (sql) => {
        const [there] = await sql.query('select id from sessions where user_id = $1 and id = $2 and deleted_at is null', [
          accountId,
          sessionId,
        ])
        if (!there) return commit(undefined)
        const version = await bumpVersion(sql, accountId)
        await sql.query('update sessions set deleted_at = $4, version = $3 where user_id = $1 and id = $2', [
          accountId,
          sessionId,
          version,
          new Date(clock.nowMs()),
        ])
        return commit(undefined)
      })
    },
    /** Also of the accounts of days before: how many there were means nothing here. */
    sweep: (staleMs: number): Promise<number> => autoFinalise(db, clock.nowMs(), staleMs),
    close: () => app.close(),
  }
}
