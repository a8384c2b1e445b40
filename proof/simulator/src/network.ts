import { isoOf, type SignedIn } from '@holdfast/contract'
import type { RawAnswer } from '@holdfast/mobile/sync/server/api.ts'
import type { Chance } from './chance.ts'
import type { FaultClass, Rates } from './faults.ts'
import type { Host } from './host.ts'
import { problem, type ServerAnswer, type ServerRequest, type SignInRef } from './server.ts'
import type { Story, Where } from './story.ts'
import type { Timeline } from './timeline.ts'

/** How the server and the way to it are, for everybody. Windows of bad luck turn these on and off. */
export type Weather = {
  busy: boolean
  /** Until when the server wants to be left alone (virtual ms), and how it says so. */
  tooManyUntilMs: number
  retryAfterAs: 'seconds' | 'date'
  refreshDown: boolean
  refreshRefused: boolean
  upgrade: boolean
  /** What was valid yesterday is refused: sets with an RPE. */
  refuses: boolean
}

/** How the way from one phone is. */
export type Line = { number: number; radio: boolean; portal: boolean }

/** What becomes of one request, where a day says so itself. */
export type Fate =
  | 'applied'
  | 'requestLost'
  | 'answerLost'
  /** It arrives, and nobody hears anything until the app gives up. */
  | 'silence'
  | 'captivePortal'
  /** What the server says before it did anything. */
  | 'busy'
  | 'expired'
  | 'tooSlow'
  | 'tooMany'
  /** The first of its operations is refused for good. */
  | 'refused'

export type Exchange = {
  /** Sends a request. `done` hears once what came back, or why nothing did. */
  request(line: Line, token: string, request: ServerRequest, done: (raw: RawAnswer) => void): () => void
  signIn(accountId: string): SignedIn
}

export type NetworkOptions = {
  timeline: Timeline
  /** The server's own clock, Unix epoch ms. */
  serverNowMs: () => number
  server: Pick<Host, 'ask'> & {
    /** Refuses a lone operation, by new rules, before it acts. */
    refuse(request: ServerRequest, done: (answer: ServerAnswer) => void): void
  }
  story: Story
  chance: Chance
  rates(): Rates
  weather: Weather
  /** Taken one by one by the requests that carry operations. */
  fates: readonly Fate[]
  struck: Record<FaultClass, number>
  accountOf(id: string): SignedIn['account']
}

/** When the app gives a request up (apps/mobile/sync/server/api.ts). */
const TIMEOUT_MS = 15_000
/** How late a duplicate or a delayed request still arrives. */
const LATE_MS_MAX = 120_000
const TOKEN_MS = 900_000

/** The network between phones and server. Every fate of a request is drawn here, and nowhere else. */
export function createNetwork(options: NetworkOptions): Exchange {
  const { timeline, serverNowMs, server, story, chance, weather, struck } = options
  const fates = [...options.fates]
  const tokens = new Map<string, SignInRef & { untilMs: number }>()
  const signIns = new Map<string, SignInRef>()
  let given = 0

  const issue = (refreshToken: string, who: SignInRef): SignedIn => {
    const accessToken = `token-${++given}`
    tokens.set(accessToken, { ...who, untilMs: serverNowMs() + TOKEN_MS })
    return { account: options.accountOf(who.accountId), accessToken, expiresIn: TOKEN_MS / 1000, refreshToken }
  }
  const signIn = (accountId: string): SignedIn => {
    const signInId = `sign-in-${signIns.size + 1}`
    const who = { accountId, signInId }
    signIns.set(signInId, who)
    return issue(signInId, who)
  }

  const strikes = (name: FaultClass, often = 1): boolean => {
    const isHit = chance.happens(options.rates()[name] * often)
    if (isHit) struck[name]++
    return isHit
  }
  const struckBy = <T>(name: FaultClass, answer: T): T => {
    struck[name]++
    return answer
  }

  /** What the server says to a request that reached it. Nothing else happens before it has said so. */
  const serve = (token: string, request: ServerRequest, fate: Fate | undefined, done: (answer: ServerAnswer) => void): void => {
    const before = beforeIt(token, request, fate)
    if (before) return done(before)
    const who = tokens.get(token)!
    if (fate !== 'refused') return server.ask(who, request, done)
    struck.refuses++
    refusingFirst(who, request, done)
  }
  /** What is answered before anything is done; null when the server is to do it. */
  const beforeIt = (token: string, request: ServerRequest, fate: Fate | undefined): ServerAnswer | null => {
    if (request.path === '/v1/server')
      return { status: 200, json: { name: 'holdfast', demo: true, serverTime: isoOf(serverNowMs()) }, headers: {} }
    if (fate === 'busy' || weather.busy) return struckBy('busyBefore', problem('unavailable', fate ? 503 : chance.pick(BUSY)))
    if (strikes('busyBefore', 0.3)) return problem('unavailable', chance.pick(BUSY))
    if (fate === 'tooSlow') return problem('unavailable', 408)
    if (fate === 'tooMany') return struckBy('tooMany', problem('rate_limited', 429, { 'retry-after': '30' }))
    if (serverNowMs() < weather.tooManyUntilMs) return struckBy('tooMany', problem('rate_limited', 429, { 'retry-after': retryAfter() }))
    if (weather.upgrade) return struckBy('upgrade', problem('upgrade_required', 426))
    if (request.path === '/v1/auth/refresh') {
      if (weather.refreshDown) return struckBy('refreshDown', problem('unavailable', 503))
      if (weather.refreshRefused) return struckBy('refreshRefused', problem('unauthenticated', 401))
      const { refreshToken } = request.body as { refreshToken: string }
      return { status: 200, json: issue(refreshToken, signIns.get(refreshToken)!), headers: {} }
    }
    const known = tokens.get(token)
    if (known && serverNowMs() < known.untilMs && fate !== 'expired' && !strikes('tokenExpiry', 0.3)) return null
    tokens.delete(token)
    return problem('token_expired', 401)
  }
  const refusingFirst = (who: SignInRef, request: ServerRequest, done: (answer: ServerAnswer) => void): void => {
    const operations = (request.body as { operations?: readonly { operationId: string }[] }).operations
    if (!operations) return server.refuse(request, done)
    const [first, ...others] = operations
    const { operationId } = first!
    server.refuse({ ...request, headers: { 'Idempotency-Key': operationId } }, ({ status, json }) => {
      server.ask(who, { ...request, body: { operations: others } }, (answer) => {
        const { answers, sessions } = answer.json as { answers: unknown[]; sessions: unknown[] }
        done({ ...answer, json: { answers: [{ operationId, status, body: json }, ...answers], sessions } })
      })
    })
  }
  const retryAfter = (): string => {
    const leftMs = weather.tooManyUntilMs - serverNowMs()
    return weather.retryAfterAs === 'seconds' ? String(Math.ceil(leftMs / 1000)) : new Date(weather.tooManyUntilMs + 1000).toUTCString()
  }

  const request = (line: Line, token: string, asked: ServerRequest, done: (raw: RawAnswer) => void): (() => void) => {
    const where: Where = `network ${line.number}`
    const name = asked.path.startsWith('/v1/sync') ? 'sync' : `${asked.method} ${asked.path.slice(3)}`
    const carries = asked.method !== 'GET' && asked.path !== '/v1/auth/refresh'
    const fate = carries ? fates.shift() : undefined
    const tripEnds = story.trip(where, name)
    let over = false
    const end = (raw: RawAnswer, words: string): void => {
      if (over) return
      over = true
      tripEnds(raw.answered && raw.json !== undefined && raw.status < 400)
      story.note(where, raw.answered ? 'wire' : 'fault', `${name} ▸ ${words}`)
      done(raw)
    }
    const failed = (why: 'network' | 'timeout', words: string): void => end({ answered: false, why }, words)
    const lost = (words: string): void => {
      // Some losses are told at once, some only by the clock.
      if (chance.happens(0.5)) timeline.at(timeline.nowMs() + chance.between(20, 2_000), () => failed('network', words))
    }
    const soonLost = (words: string): void => void timeline.at(timeline.nowMs() + backMs, () => failed('network', words))
    const heard = ({ status, json, headers }: ServerAnswer, words: string): void => {
      const all: Record<string, string> = { date: new Date(serverNowMs()).toUTCString(), ...headers }
      end({ answered: true, status, json, headers: { get: (header: string) => all[header] ?? null } }, words)
    }
    timeline.at(timeline.nowMs() + TIMEOUT_MS, () => failed('timeout', 'nobody answered in time'))

    const wayMs = strikes('slow') ? chance.between(1_000, 9_000) : chance.between(5, 400)
    const backMs = strikes('slow') ? chance.between(1_000, 9_000) : chance.between(5, 400)
    const arrives = (afterMs: number): void => {
      timeline.at(timeline.nowMs() + afterMs, () => serve(token, asked, fate, answered))
    }
    const answered = (answer: ServerAnswer): void => {
      story.note('server', answer.status >= 400 ? 'fault' : 'wire', `${name} ▸ ${answer.status}`)
      if (fate === 'silence') return
      if (fate === 'answerLost') return struckBy('answerLost', soonLost('the answer was lost'))
      if (strikes('answerLost')) return lost('the answer was lost')
      if (strikes('restart', 0.5)) return lost('the server restarted before it answered')
      if (strikes('slowLoris', 0.5)) return story.note(where, 'fault', `${name}: the answer begins and never ends`)
      const told = answer.status < 500 && strikes('busyAfter') ? problem('unavailable', chance.pick(BUSY)) : answer
      timeline.at(timeline.nowMs() + backMs, () => {
        if (!line.radio) return lost('the radio went before the answer came')
        heard(told, told === answer ? String(answer.status) : `${told.status} after it was done`)
      })
    }

    if (!line.radio) {
      struck.offline++
      timeline.at(timeline.nowMs() + chance.between(1, 300), () => failed('network', 'no radio'))
    } else if (line.portal || fate === 'captivePortal') {
      struck.captivePortal++
      timeline.at(timeline.nowMs() + wayMs, () => heard({ status: 200, json: undefined, headers: {} }, 'a login page'))
    } else if (fate === 'requestLost') struckBy('requestLost', soonLost('the request was lost'))
    else if (fate !== undefined) arrives(wayMs)
    else if (strikes('requestLost')) lost('the request was lost')
    else if (strikes('foreignAnswer')) {
      const status = chance.pick([400, 403, 404, 405, 409, 413, 418, 451])
      const json = chance.pick([undefined, {}, { code: 'forbidden', status }])
      timeline.at(timeline.nowMs() + wayMs, () => heard({ status, json, headers: {} }, `${status} from a proxy`))
    } else {
      if (strikes('delayed')) {
        story.note(where, 'fault', `${name} is held up on its way`)
        arrives(chance.between(TIMEOUT_MS, LATE_MS_MAX))
      } else arrives(wayMs)
      if (strikes('duplicated')) {
        const againMs = chance.between(wayMs, LATE_MS_MAX)
        timeline.at(timeline.nowMs() + againMs, () => {
          serve(token, asked, undefined, (answer) => story.note('server', 'fault', `${name} came twice ▸ ${answer.status}`))
        })
      }
    }
    return () => {
      if (!over) tripEnds(false)
      over = true
    }
  }
  return { request, signIn }
}

const BUSY = [500, 502, 503, 504] as const

/** The server's last word on an operation it will never take. */
export const refusalOf = (operationId: string | undefined): ServerAnswer => ({
  status: 422,
  json: { type: '/problems/validation_failed', title: 'no', status: 422, detail: 'no', code: 'validation_failed', operationId },
  headers: {},
})
