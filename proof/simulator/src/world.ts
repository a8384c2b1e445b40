import type { Plan, RevisionsAnswer } from '@holdfast/contract'
import { chanceOf, type Chance } from './chance.ts'
import { createChecks, type Checks, type Violation } from './checks.ts'
import { isAppTap, isSessionTap, planDay, type Act, type Day, type WindowKind } from './day.ts'
import type { Rates } from './faults.ts'
import { tapApp, tapSession } from './lifter.ts'
import { createNetwork, refusalOf, type Exchange, type Weather } from './network.ts'
import { createPhone, type Phone } from './phone.ts'
import { noRates } from './faults.ts'
import { hostInMemory, type Host } from './host.ts'
import type { ServerAnswer, ServerOptions, ServerRequest, SimServer } from './server.ts'
import { createStory, type Entry, type Story, type Trip } from './story.ts'
import { emptyTally, type Tally } from './tally.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** Everything there is on a bad day. */
export type World = {
  readonly timeline: Timeline
  readonly story: Story
  readonly chance: Chance
  readonly chances: { readonly disk: Chance }
  rates: Rates
  readonly server: SimServer
  readonly exchange: Exchange
  readonly checks: Checks
  readonly tally: Tally
  /** When the day begins by the server's clock, Unix epoch ms. */
  readonly startedAtMs: number
  /** The other logs the server keeps of a session; none when it left the programme. */
  revisionsOf(accountId: string, sessionId: string): RevisionsAnswer['revisions']
}

/** How a day went. `hash` stands for everything that happened: the same day has the same one. */
export type Report = {
  seed: number
  violations: readonly Violation[]
  hash: string
  entries: readonly Entry[]
  trips: readonly Trip[]
  tally: Tally
  virtualMs: number
  steps: number
}

export type RunOptions = {
  /** Keeps the story to be read; without it only its hash. */
  told?: boolean
  /** Look at the phones at these times. */
  looks?: readonly { atMs: number; look: (phones: readonly Phone[]) => void }[]
  /** Looks at the phones when everything is over, while their apps still run. */
  over?: (phones: readonly Phone[]) => void
}

const STARTED_AT_MS = Date.UTC(2027, 0, 15, 17)
/** How long everything may take to reach the server once all works again: longer than any backoff and any Retry-After here. */
const REST_MS = 45 * 60_000
/** No day does more: one that does runs hot. */
const STEPS_MAX = 60_000

/** Runs one whole day from its seed. */
export const simulate = (seed: number, options: RunOptions = {}): Report => runDay(planDay(seed), options)

export function runDay(day: Day, options: RunOptions = {}): Report {
  const ended = dayOn(day, options, hostInMemory).next()
  if (!ended.done) throw new Error('the server in memory did not answer at once')
  return ended.value
}

/** A server that takes its time. */
export type SlowHost = Host & { settled(): Promise<void> }

/** Runs one whole day on a server that takes its time; on the day none passes meanwhile. Throws what `settled` throws. */
export async function runDayOn(day: Day, open: (options: ServerOptions) => SlowHost, options: RunOptions = {}): Promise<Report> {
  const whole = dayOn(day, options, open)
  for (;;) {
    const step = whole.next()
    if (step.done) return step.value
    await step.value.settled()
  }
}

/** The day, which pauses whenever its host owes something. */
function* dayOn<H extends Host>(
  day: Day,
  { told = false, looks = [], over = () => {} }: RunOptions,
  open: (options: ServerOptions) => H,
): Generator<H, Report, void> {
  const timeline = createTimeline()
  const story = createStory(() => timeline.nowMs(), told)
  const weather: Weather = {
    busy: false,
    tooManyUntilMs: 0,
    retryAfterAs: 'seconds',
    refreshDown: false,
    refreshRefused: false,
    upgrade: false,
    refuses: false,
  }
  const serverNowMs = (): number => STARTED_AT_MS + timeline.nowMs()
  const ids = chanceOf(day.seed, 'ids')
  const tally = emptyTally()
  const checks = createChecks(() => world)
  const host = open({ nowMs: serverNowMs, newId: () => ids.id(), effect: (effect) => checks.took(effect) })
  const { server } = host
  const accountIds = [ids.id(), ids.id()].slice(0, day.twoAccounts ? 2 : 1)
  const network = chanceOf(day.seed, 'network')
  const refuse = (request: ServerRequest, done: (answer: ServerAnswer) => void): void => {
    const answer = refusalOf(request.headers['Idempotency-Key'])
    checks.served({ ...request, path: '' }, answer)
    done(answer)
  }
  const exchange = createNetwork({
    timeline,
    serverNowMs,
    server: {
      ask(who, request, done) {
        checks.arriving(who.accountId, request)
        const tell: typeof done = (answer) => {
          checks.served(request, answer)
          done(answer)
        }
        if (!weather.refuses || !hasRpe(request.body)) return host.ask(who, request, tell)
        tally.struck.refuses++
        refuse(request, done)
      },
      refuse,
    },
    story,
    chance: network,
    rates: () => world.rates,
    weather,
    fates: day.fates ?? [],
    struck: tally.struck,
    accountOf: (id) => ({ id, email: 'lifter@holdfast.app', name: 'Alex', role: 'lifter' }),
  })
  const world: World = {
    timeline,
    story,
    chance: chanceOf(day.seed, 'app'),
    chances: { disk: chanceOf(day.seed, 'disk') },
    rates: day.rates,
    server,
    exchange,
    checks,
    tally,
    startedAtMs: STARTED_AT_MS,
    revisionsOf(accountId, sessionId) {
      const path = `/v1/sessions/${sessionId}/revisions`
      const { status, json } = server.answer({ accountId, signInId: '' }, { method: 'GET', path, headers: {}, body: undefined })
      return status === 200 ? (json as RevisionsAnswer).revisions : []
    },
  }

  const planned = accountIds.map((accountId) =>
    ['Lower A', 'Upper A'].map((title) => server.plan(accountId, ids.id(), title, '2027-01-15', newPlan(ids))),
  )
  const phones = day.phones.map(({ kind, skewMs }, index) => createPhone(world, index, kind, skewMs, accountIds[0]!))
  for (const { phone, write, how } of day.deaths ?? []) phones[phone]?.dieAtWrite(write, how)
  for (const phone of phones) timeline.at(phone.number * 40, () => phone.open())

  const windowed = (act: Extract<Act, { kind: 'window' }>, phone: Phone, on: boolean): void => {
    const tell = (): void => {
      if (act.told) for (const app of phone.apps()) app.setRadio(phone.line.radio)
    }
    const turns: Record<WindowKind, () => void> = {
      offline: () => {
        phone.line.radio = !on
        if (on && !act.told) tally.struck.lyingRadio++
        tell()
      },
      captivePortal: () => (phone.line.portal = on),
      busyBefore: () => (weather.busy = on),
      tooMany: () => {
        weather.tooManyUntilMs = on ? serverNowMs() + act.forMs : 0
        weather.retryAfterAs = act.told ? 'seconds' : 'date'
      },
      refreshDown: () => (weather.refreshDown = on),
      refreshRefused: () => (weather.refreshRefused = on),
      upgrade: () => (weather.upgrade = on),
      refuses: () => (weather.refuses = on),
      // The two media share a disk, but the last bytes of it may be enough for one of them.
      diskFull: () => (phone.troubles.diskFull = !on ? 'no' : act.atMs % 2 === 0 ? 'every side' : 'the last side'),
      storageUnavailable: () => (phone.troubles.storageUnavailable = on),
    }
    story.note(
      act.what === 'offline' || act.what === 'captivePortal' ? `network ${phone.number}` : 'day',
      'fault',
      `${act.what} ${on ? 'begins' : 'ends'}`,
    )
    turns[act.what]()
  }

  const happen = (act: Act): void => {
    const phone = phones[act.phone]!
    const front = phone.front()
    if (isSessionTap(act)) return front?.run(() => tapSession(world, front, act))
    if (isAppTap(act)) return front?.run(() => tapApp(world, front, act))
    switch (act.kind) {
      case 'kill':
        if (front) tally.struck.kill++
        return phone.off('killed', act.offMs)
      case 'powerCut':
        if (front) tally.struck.powerCut++
        return phone.off('power cut', act.offMs)
      case 'update':
        return phone.update()
      case 'background':
        return sleep(world, phone, act.forMs, act.wakes)
      case 'openTab':
        return phone.openTab()
      case 'closeTab':
        return phone.closeTab()
      case 'otherTab':
        return phone.otherTab()
      case 'tidy':
        story.note(`phone ${phone.number}`, 'act', 'the journal is tidied')
        return front?.run(() => front.running()?.engine.compact('now'))
      case 'otherAccount': {
        const other = accountIds.find((id) => id !== phone.account)
        if (!other || !phone.line.radio || phone.apps().length === 0) return
        tally.struck.signOut++
        story.note(`phone ${phone.number}`, 'act', 'another account signs in')
        return phone.signInAs(other)
      }
      case 'clockJump':
        tally.struck.jump++
        story.note(`phone ${phone.number}`, 'fault', `the clock jumps by ${Math.round(act.byMs / 1000)} s`)
        checks.jumped(phone)
        return phone.jump(act.byMs)
      case 'window':
        windowed(act, phone, true)
        return void timeline.at(Math.min(timeline.nowMs() + act.forMs, day.healsAtMs), () => windowed(act, phone, false))
      case 'coach': {
        const session = planned[0]![act.session]!
        tally.struck.coach++
        story.note('server', 'act', `a coach changes ${session.title}`)
        return server.changePlan(accountIds[0]!, session.id, [...session.plan, ...newPlan(ids).slice(0, 1)])
      }
      case 'removeSession': {
        const session = planned[0]![act.session]!
        tally.struck.removed++
        story.note('server', 'act', `${session.title} leaves the programme`)
        checks.oracle.beyond(session.id)
        return server.remove(accountIds[0]!, session.id)
      }
      case 'sweep': {
        const ended = server.sweep(60_000)
        tally.struck.sweep += ended
        return story.note('server', 'act', `the server ends what was left open: ${ended}`)
      }
    }
  }
  for (const act of day.acts) timeline.at(act.atMs, () => happen(act))

  for (const { atMs, look } of looks) timeline.at(atMs, () => look(phones))

  let steps = 0
  function* until(ms: number): Generator<H, void, void> {
    while (steps < STEPS_MAX && timeline.step(ms)) {
      steps++
      if (host.owes()) yield host
    }
    if (steps >= STEPS_MAX) checks.broken('no hot loop', `more than ${STEPS_MAX} steps`)
  }
  // Whoever was put away takes their phone out again while it all still lasts, so that nothing helps afterwards.
  yield* until(day.healsAtMs - 1_000)
  for (const phone of phones) wake(phone)
  yield* until(day.healsAtMs)
  heal(world, phones, weather)
  checks.repaired(phones)
  const restedAtMs = day.healsAtMs + (day.restMs ?? REST_MS)
  yield* until(restedAtMs)
  checks.atRest(phones)
  for (const phone of phones) {
    phone.front()?.setRadio(true)
    phone.front()?.setLifecycle('foreground')
  }
  yield* until(restedAtMs + 60_000)
  checks.atEnd(phones, accountIds)
  for (const phone of phones) phone.off('killed', 100)
  yield* until(restedAtMs + 120_000)
  checks.atRest(phones)
  over(phones)
  for (const phone of phones) for (const app of phone.apps()) app.end()
  const { violations } = checks
  const { entries, trips } = story
  return { seed: day.seed, violations, hash: story.hash(), entries, trips, tally, virtualMs: timeline.nowMs(), steps }
}

/** The app goes to the back and is frozen there; the system may wake it to send. */
function sleep({ timeline, story, tally }: World, phone: Phone, forMs: number, wakes: boolean): void {
  const app = phone.front()
  if (!app) return
  story.note(`phone ${phone.number}`, 'act', 'puts the phone away')
  tally.struck.background++
  app.setLifecycle('background')
  const now = timeline.nowMs()
  timeline.at(now + Math.min(6_000, forMs / 2), () => app.freeze())
  if (wakes && phone.wakes) {
    timeline.at(now + forMs / 2 + 6_000, () => {
      if (!app.alive()) return
      tally.struck.backgroundRun++
      story.note(`phone ${phone.number}`, 'act', 'the system wakes the app')
      app.thaw()
      app.drainInBackground()
    })
  }
  timeline.at(now + forMs, () => {
    app.thaw()
    if (app.alive()) story.note(`phone ${phone.number}`, 'act', 'takes the phone out again')
    app.setLifecycle('foreground')
  })
}

/** The phone is in the lifter's hand, with the app open. */
function wake(phone: Phone): void {
  for (const app of phone.apps()) app.thaw()
  phone.open()
}

/** Everything works again, and nobody is told. Only what asks for a person gets one. */
function heal(world: World, phones: readonly Phone[], weather: Weather): void {
  const { story, timeline } = world
  world.rates = noRates
  Object.assign(weather, { busy: false, tooManyUntilMs: 0, refreshDown: false, refreshRefused: false, upgrade: false, refuses: false })
  story.note('day', 'act', 'everything works again')
  for (const phone of phones) {
    Object.assign(phone.line, { radio: true, portal: false })
    Object.assign(phone.troubles, { diskFull: 'no', storageUnavailable: false })
    phone.open()
  }
  // A person is asked for while an account is paused, or the storage could not be opened: they come within two minutes.
  for (const afterMs of [1_000, 30_000, 60_000, 120_000]) {
    timeline.at(timeline.nowMs() + afterMs, () => {
      for (const phone of phones) help(world, phone)
    })
  }
}

function help({ story }: World, phone: Phone): void {
  const app = phone.front()
  if (!app) return
  const paused = app.running()?.engine.outbox.snapshot().paused
  if (app.phase() === 'storageUnavailable') {
    story.note(`phone ${phone.number}`, 'act', 'tries the storage again')
    phone.off('killed', 100)
  } else if (paused === 'update') {
    story.note(`phone ${phone.number}`, 'act', 'updates the app')
    phone.off('killed', 2_000)
  } else if (paused === 'signIn') {
    story.note(`phone ${phone.number}`, 'act', 'signs in again')
    phone.signInAs(app.accountId)
  }
}

function newPlan(chance: Chance): Plan {
  return [0, 1].map((order) => ({
    id: chance.id(),
    exerciseId: chance.id(),
    name: order === 0 ? 'Squat' : 'Bench press',
    order,
    restSeconds: 120,
    notes: '',
    sets: [0, 1].map(() => ({
      id: chance.id(),
      setType: 'working' as const,
      isAmrap: false,
      reps: 5,
      weight: { value: 100, unit: 'kg' as const },
      targetRpe: null,
    })),
  }))
}

/** A lone set with an RPE, which a server with new rules might refuse. */
const hasRpe = (body: unknown): boolean => typeof (body as { rpe?: unknown } | undefined)?.rpe === 'number'
