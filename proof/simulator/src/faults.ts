import type { Chance } from './chance.ts'

/** Everything that can go wrong, one switch each: a seed turns on a random half of them, each as often as it likes. */
export const faultClasses = {
  killedBeforeWrite: 'the app dies before a write',
  killedAfterWrite: 'the app dies after a write, before it hears of it',
  tornWrite: 'the app dies inside a write',
  powerCut: 'the battery dies: what was not committed may be gone',
  emptySide: 'one of the two media is empty at launch',
  spoiltRecord: 'one medium gives a record back spoilt',
  diskFull: 'nothing more fits on the phone',
  storageUnavailable: 'the storage does not answer for a while',
  slowDisk: 'writes take long',
  requestLost: 'a request never arrives',
  answerLost: 'an answer never arrives',
  duplicated: 'a request arrives twice, the second time minutes later',
  delayed: 'a request arrives long after the phone gave up on it',
  slow: 'answers take seconds',
  slowLoris: 'an answer begins and never ends',
  captivePortal: 'a login page answers everything',
  foreignAnswer: 'a proxy answers with a 4xx of its own',
  offline: 'no radio',
  lyingRadio: 'the radio says nothing of what it does',
  busyBefore: 'the server answers 5xx before it did anything',
  busyAfter: 'the server answers 5xx after it did it',
  tooMany: 'the server answers 429 and says when to come back',
  restart: 'the server restarts between commit and answer',
  tokenExpiry: 'tokens expire early',
  refreshDown: 'tokens cannot be renewed for a while',
  refreshRefused: 'the sign-in is over',
  upgrade: 'the server wants a newer app for a while',
  refuses: 'the server refuses what it took before',
  skew: 'the phone has another time',
  jump: 'the clock of the phone jumps',
  kill: 'the system ends the app',
  background: 'the app goes to the back and is frozen there',
  backgroundRun: 'the system wakes the app to send',
  secondTab: 'the app is open in two tabs',
  update: 'the app is updated with operations waiting',
  otherShape: 'another version of the app left a record in a shape of its own',
  throwingListener: 'a listener throws',
  throwingCallback: 'the callback of an act throws',
  throwingSender: 'the sender throws',
  silentSender: 'the sender never answers',
  cacheLost: 'the cached programme is gone at launch',
  indexLost: 'the small index is gone at launch',
  signOut: 'another account signs in on the same phone',
  coach: 'a coach changes the plan',
  removed: 'a session leaves the programme',
  sweep: 'the server ends a session that was left open',
} as const

export type FaultClass = keyof typeof faultClasses

/** How often each class strikes, from 0 to 1; 0 is never. */
export type Rates = Readonly<Record<FaultClass, number>>

const OFTEN = [0.03, 0.1, 0.3] as const

export function ratesOf(chance: Chance): Rates {
  const names = Object.keys(faultClasses) as FaultClass[]
  return Object.fromEntries(names.map((name) => [name, chance.happens(0.5) ? chance.pick(OFTEN) : 0])) as Record<FaultClass, number>
}

/** A calm day: nothing goes wrong by itself. */
export const noRates = Object.fromEntries(Object.keys(faultClasses).map((name) => [name, 0])) as Rates
