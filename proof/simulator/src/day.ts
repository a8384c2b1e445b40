import { chanceOf, type Chance } from './chance.ts'
import type { WriteFault } from './disk.ts'
import { ratesOf, type Rates } from './faults.ts'
import type { Fate } from './network.ts'

/** When, and on which phone. */
type When = { atMs: number; phone: number }

/** What a lifter does in the session on their screen. Numbers choose among what is there then. */
export type SessionTap =
  | { kind: 'tick'; sets: number; gapMs: number; reps: number; rpe: boolean }
  | { kind: 'edit' | 'untick' | 'removeSet'; set: number; reps: number }
  /** About the set that was ticked last on this screen. */
  | { kind: 'secondThought'; what: 'edit' | 'untick' | 'removeSet'; reps: number }
  | { kind: 'addSet' | 'finish' | 'leave' | 'undo' }
  | { kind: 'notes'; text: string }
  | { kind: 'rpe'; rpe: number }

/** What a lifter does elsewhere in the app. */
export type AppTap =
  | { kind: 'start' | 'startUnplanned' | 'skip' | 'reopen'; session: number }
  | { kind: 'seeMeetings' | 'restoreLog' | 'syncNow' }
  | { kind: 'decide'; how: 'retry' | 'discard' | 'keepHere' | 'separate' | 'restore' }

/** What the world does to them. */
export type Trouble =
  | { kind: 'kill' | 'powerCut'; offMs: number }
  | { kind: 'background'; forMs: number; wakes: boolean }
  | { kind: 'openTab' | 'closeTab' | 'otherTab' | 'update' | 'tidy' | 'otherAccount' | 'sweep' }
  | { kind: 'clockJump'; byMs: number }
  | { kind: 'window'; what: WindowKind; forMs: number; told: boolean }
  | { kind: 'coach' | 'removeSession'; session: number }

/** One thing that happens. Times are virtual ms. */
export type Act = When & (SessionTap | AppTap | Trouble)

const sessionTaps: Record<SessionTap['kind'], true> = {
  tick: true,
  edit: true,
  untick: true,
  removeSet: true,
  secondThought: true,
  addSet: true,
  finish: true,
  leave: true,
  undo: true,
  notes: true,
  rpe: true,
}
const appTaps: Record<AppTap['kind'], true> = {
  start: true,
  startUnplanned: true,
  skip: true,
  reopen: true,
  seeMeetings: true,
  restoreLog: true,
  syncNow: true,
  decide: true,
}
const troubleKinds: Record<Trouble['kind'], true> = {
  kill: true,
  powerCut: true,
  background: true,
  openTab: true,
  closeTab: true,
  otherTab: true,
  update: true,
  tidy: true,
  otherAccount: true,
  sweep: true,
  clockJump: true,
  window: true,
  coach: true,
  removeSession: true,
}

export const isSessionTap = (act: Act): act is When & SessionTap => act.kind in sessionTaps
/** Whether this is something a day can hold. */
export const isAct = ({ kind, atMs, phone }: Partial<Act>): boolean =>
  kind !== undefined &&
  (kind in sessionTaps || kind in appTaps || kind in troubleKinds) &&
  typeof atMs === 'number' &&
  typeof phone === 'number'
export const isAppTap = (act: Act): act is When & AppTap => act.kind in appTaps

export type WindowKind =
  | 'offline'
  | 'captivePortal'
  | 'busyBefore'
  | 'tooMany'
  | 'refreshDown'
  | 'refreshRefused'
  | 'upgrade'
  | 'refuses'
  | 'diskFull'
  | 'storageUnavailable'

export type PhonePlan = { kind: 'native' | 'web'; skewMs: number }

/** A whole bad day, before it happens. The same seed plans the same one. */
export type Day = {
  seed: number
  phones: readonly PhonePlan[]
  twoAccounts: boolean
  rates: Rates
  acts: readonly Act[]
  healsAtMs: number
  /** What becomes of the first requests that carry operations, in their order; chance decides about the others. */
  fates?: readonly Fate[]
  /** Writes at which the app dies, counted from 1 on each phone. */
  deaths?: readonly Death[]
  /** How long everything is left alone once all works again; without it 45 minutes. */
  restMs?: number
}

export type Death = { phone: number; write: number; how: Extract<WriteFault, `die${string}`> }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export function planDay(seed: number): Day {
  const chance = chanceOf(seed, 'day')
  const rates = ratesOf(chance)
  const phones = Array.from({ length: chance.pick([1, 1, 1, 2, 2, 3]) }, (): PhonePlan => ({
    kind: chance.happens(0.7) ? 'native' : 'web',
    skewMs: rates.skew > 0 ? chance.pick([0, 1, -1]) * chance.pick([800, 40_000, 10 * MINUTE, 30 * HOUR, 400 * 24 * HOUR]) : 0,
  }))
  const lastMs = chance.pick([3, 10, 30]) * MINUTE
  const acts: Act[] = []
  for (const phone of phones.keys()) acts.push(...lifting(chance, phone, lastMs))
  acts.push(...troubles(chance, rates, phones, lastMs))
  acts.sort((a, b) => a.atMs - b.atMs)
  return { seed, phones, twoAccounts: rates.signOut > 0, rates, acts, healsAtMs: lastMs + MINUTE }
}

/** What a lifter does on one phone: taps come in bursts, inside one session most of the time. */
function lifting(chance: Chance, phone: number, lastMs: number): Act[] {
  const acts: Act[] = []
  const session = chance.below(2)
  let atMs = chance.between(500, 20_000)
  acts.push({ atMs, phone, ...(chance.happens(0.15) ? { kind: 'startUnplanned', session } : { kind: 'start', session }) })
  const bursts = chance.between(2, 5)
  for (let burst = 0; burst < bursts; burst++) {
    atMs += chance.between(300, Math.max(400, Math.floor(lastMs / (bursts + 1))))
    const taps = chance.between(1, 4)
    for (let tap = 0; tap < taps; tap++) {
      const act = tapOf(chance, session)
      acts.push({ atMs, phone, ...act })
      // In a browser the first may still be on its way to the disk.
      if (act.kind === 'tick' && chance.happens(0.3)) acts.push({ atMs: atMs + chance.between(1, 200), phone, ...secondThought(chance) })
      atMs += chance.happens(0.5) ? chance.between(1, 300) : chance.between(300, 8_000)
    }
  }
  if (chance.happens(0.75)) acts.push({ atMs, phone, kind: 'finish' })
  return acts.filter((act) => act.atMs < lastMs)
}

function secondThought(chance: Chance): SessionTap {
  return { kind: 'secondThought', what: chance.pick(['edit', 'untick', 'removeSet'] as const), reps: chance.between(1, 12) }
}

function tapOf(chance: Chance, session: number): SessionTap | AppTap {
  const reps = chance.between(1, 12)
  const set = chance.below(8)
  const kind = chance.pick(taps)
  switch (kind) {
    case 'tick':
      return { kind, sets: chance.between(1, 3), gapMs: chance.pick([0, 3, 400, 20_000]), reps, rpe: chance.happens(0.3) }
    case 'edit':
    case 'untick':
    case 'removeSet':
      return { kind, set, reps }
    case 'notes':
      return { kind, text: `felt ${reps}` }
    case 'rpe':
      return { kind, rpe: 6 + chance.below(9) / 2 }
    case 'decide':
      return { kind, how: chance.pick(['retry', 'discard', 'keepHere', 'separate', 'restore'] as const) }
    case 'start':
      return { kind, session: chance.happens(0.6) ? session : chance.below(3) }
    case 'skip':
    case 'reopen':
      return { kind, session: chance.below(3) }
    case 'addSet':
    case 'finish':
    case 'leave':
    case 'undo':
    case 'seeMeetings':
    case 'restoreLog':
    case 'syncNow':
      return { kind }
  }
}

/** A tap stands here as often as it is likely. */
const taps = [
  ...Array.from({ length: 12 }, () => 'tick' as const),
  ...(['edit', 'edit', 'untick', 'untick', 'removeSet', 'addSet', 'undo', 'notes', 'rpe', 'finish', 'finish', 'decide', 'decide'] as const),
  ...(['start', 'start', 'skip', 'reopen', 'reopen', 'leave', 'seeMeetings', 'restoreLog', 'syncNow'] as const),
]

const WINDOWS: readonly WindowKind[] = [
  'offline',
  'captivePortal',
  'busyBefore',
  'tooMany',
  'refreshDown',
  'refreshRefused',
  'upgrade',
  'refuses',
  'diskFull',
  'storageUnavailable',
]

function troubles(chance: Chance, rates: Rates, phones: readonly PhonePlan[], lastMs: number): Act[] {
  const acts: Act[] = []
  const someTime = (): number => chance.below(lastMs)
  const somePhone = (): number => chance.below(phones.length)
  for (const what of WINDOWS) {
    if (rates[what] === 0) continue
    const forMs = chance.pick([200, 5_000, MINUTE, lastMs])
    acts.push({ atMs: someTime(), phone: somePhone(), kind: 'window', what, forMs, told: !chance.happens(rates.lyingRadio * 3) })
  }
  const sometimes = (rate: number, act: (phone: number) => Act): void => {
    for (let more = rate > 0 ? chance.between(1, 2) : 0; more > 0; more--) acts.push(act(somePhone()))
  }
  const off = (): number => chance.pick([50, 3_000, MINUTE, 10 * MINUTE])
  sometimes(rates.kill, (phone) => ({ atMs: someTime(), phone, kind: 'kill', offMs: off() }))
  sometimes(rates.powerCut, (phone) => ({ atMs: someTime(), phone, kind: 'powerCut', offMs: off() }))
  sometimes(rates.background, (phone) => ({ atMs: someTime(), phone, kind: 'background', forMs: off(), wakes: rates.backgroundRun > 0 }))
  sometimes(rates.update, (phone) => ({ atMs: someTime(), phone, kind: 'update' }))
  sometimes(rates.jump, (phone) => {
    const byMs = chance.pick([1, -1]) * chance.pick([5_000, 10 * MINUTE, 26 * HOUR, 366 * 24 * HOUR])
    return { atMs: someTime(), phone, kind: 'clockJump', byMs }
  })
  sometimes(rates.signOut, () => ({ atMs: someTime(), phone: 0, kind: 'otherAccount' }))
  sometimes(rates.coach, (phone) => ({ atMs: someTime(), phone, kind: 'coach', session: chance.below(2) }))
  sometimes(rates.removed, (phone) => ({ atMs: someTime(), phone, kind: 'removeSession', session: chance.below(2) }))
  sometimes(rates.sweep, (phone) => ({ atMs: someTime(), phone, kind: 'sweep' }))
  // Most of the time nothing is worth tidying so soon; that it is done is not the question here, but what dies meanwhile is.
  sometimes(chance.happens(0.3) ? 1 : 0, (phone) => ({ atMs: someTime(), phone, kind: 'tidy' }))
  for (const [phone, { kind }] of phones.entries()) {
    if (kind !== 'web' || rates.secondTab === 0) continue
    const atMs = someTime()
    acts.push({ atMs, phone, kind: 'openTab' })
    for (let more = chance.between(1, 3); more > 0; more--) acts.push({ atMs: chance.between(atMs, lastMs), phone, kind: 'otherTab' })
    acts.push({ atMs: chance.between(atMs, lastMs), phone, kind: 'closeTab' })
  }
  return acts
}
