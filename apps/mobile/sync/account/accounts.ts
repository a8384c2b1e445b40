import type { Session, SignedIn } from '@holdfast/contract'
import type { Auth } from '@holdfast/outbox'
import type { QueryClient } from '@tanstack/react-query'
import type { Api, ApiAnswer } from '../server/api.ts'
import { createDeviceClock } from '../device/deviceClock.ts'
import { dropJournal } from '../device/dropJournal.ts'
import type { Engine } from '../engine/engine.ts'
import { openedKey, openEngine } from '../engine/openEngine.ts'
import { forgetKeptColumns } from '../import/keptColumns.ts'
import type { Logouts } from './logouts.ts'
import { forgetCompletions } from '../engine/pendingCompletions.ts'
import type { Platform } from '../device/ports.ts'
import { cacheKey, keepQueries } from '../engine/queryCache.ts'
import { sendOperations } from '../server/sendOperations.ts'
import { createSignIn, forget, remember, rememberedSignIn, type Renewal } from '../server/signIn.ts'
import { bringIn, forgetTakenAlong, keepForNext } from './takeAlong.ts'
import { unsentOf } from '../engine/unsent.ts'
import { forgetUnsent, rememberUnsent } from '../device/unsentHere.ts'

/** What opening an account came to. */
export type OpenAccount = { open: true; engine: Engine; close(): void } | { open: false; why: string; isLost?: true }

/**
 * Opens what belongs to one account: its cached answers first, so that a cold start in a basement has a programme, then its journal.
 * `refused` hears when the server, or this device, ended its sign-in.
 */
export async function openAccount(
  platform: Platform,
  api: Api,
  queries: QueryClient,
  { signedIn, fresh, refused }: { signedIn: SignedIn; fresh: boolean; refused: () => void },
): Promise<OpenAccount> {
  const { account } = signedIn
  const kept = await keepQueries(queries, platform.cache, account.id)
  let engine: Engine | null = null
  // Whoever was refused, all of them pause: with nothing waiting the outbox would never ask by itself.
  const ended = (renewal: Renewal): void => {
    if (renewal === 'refused') engine?.outbox.pause('signIn')
    if (renewal === 'refused') refused()
    if (renewal === 'renewed' && engine?.outbox.snapshot().paused === 'signIn') engine.outbox.resume()
  }
  const signIn = createSignIn(signedIn, fresh, { api, platform, ended })
  const lease = platform.lease(account.id)
  const deviceClock = createDeviceClock(platform.clock)
  const send = sendOperations(api, deviceClock, () => signIn.token(), platform.report, lease && (() => lease.isMine()))
  const auth: Auth = {
    refresh(done) {
      signIn.renew().then(done, () => done('unanswered'))
    },
  }
  return new Promise((resolve) => {
    openEngine({ platform, api, queries, kept, signIn, deviceClock, send, auth, ...(lease ? { lease } : {}) }, (answer) => {
      if (!answer.open) {
        kept.stop()
        return resolve(answer)
      }
      engine = answer.engine
      forgetUnsent(platform.index, account.id)
      // Storage that refuses now is asked again at the next start.
      bringIn(platform.cache, answer.engine).catch(() => undefined)
      const close = (): void => {
        rememberUnsent(platform.index, account, unsentOf(answer.engine).changes)
        answer.engine.close()
        kept.stop()
        queries.clear()
      }
      resolve({ open: true, engine: answer.engine, close })
    })
  })
}

/** Who was signed in when the app was last open. */
export const lastSignIn = (platform: Platform): Promise<SignedIn | null> => rememberedSignIn(platform.secrets)

/** The lifter decided that a history that cannot be found is gone: the next open may find nothing. What can be found stays. */
export async function expectNothing(platform: Platform): Promise<void> {
  const signedIn = await lastSignIn(platform)
  if (signedIn) platform.index.remove(openedKey(signedIn.account.id))
}

/**
 * Signs in through one of the endpoints that do, and remembers it. Answers the sign-in, or a sentence for the form. The workouts come
 * along into the account that is signed in to.
 */
export async function signInBy(
  platform: Platform,
  logouts: Logouts,
  ask: () => Promise<ApiAnswer<SignedIn>>,
  takeAlong: readonly Session[] = [],
): Promise<SignedIn | string> {
  const answer = await ask()
  if (answer.ok) {
    const isKept = await keepForNext(platform.cache, answer.answer.account.id, takeAlong).then(
      () => true,
      () => false,
    )
    if (!isKept) return 'The account is made, but there is no room here to take your workouts along. Export them, then sign in with it.'
    const before = await remember(platform.secrets, answer.answer)
    platform.signInTabs?.announce()
    // Nobody holds the one that was replaced any more.
    if (before) await endLater(logouts, before)
    logouts.send()
    return answer.answer
  }
  if (answer.problem === null) {
    if (answer.silence !== 'proxy') return 'The server is not answering. Signing in needs a connection.'
    return 'A proxy in front of the server asks for a password of its own and keeps Holdfast out. Whoever runs the server can let it through.'
  }
  return answer.problem.code === 'credentials_wrong' ? 'That e-mail and password do not belong together.' : answer.problem.detail
}

/** Ends the sign-in on this device and in every tab, and on the server when it can be reached. What waits stays here, bound to the account. */
export async function signOutOf(platform: Platform, logouts: Logouts, signedIn: SignedIn): Promise<void> {
  // First, so that no kill in between leaves the server with a sign-in that nobody holds.
  await endLater(logouts, signedIn)
  await leaveHere(platform, signedIn)
  logouts.send()
}

/**
 * Ends the sign-in and throws away everything this device holds of the account: its journal with all its media, its cached answers,
 * what the index says of it. False when another window holds some of the journal: then that is still there, and known to be.
 */
export async function deleteAccountHere(platform: Platform, logouts: Logouts, signedIn: SignedIn): Promise<boolean> {
  const { id } = signedIn.account
  // Not kept: a token names its account.
  logouts.addUnkept(signedIn.refreshToken)
  await logouts.keepNothingOf(id)
  logouts.send()
  // Other tabs close then, and let go of the journal.
  await leaveHere(platform, signedIn)
  await platform.cache.remove(cacheKey(id))
  await forgetTakenAlong(platform.cache, id)
  forgetCompletions(platform.index)
  forgetUnsent(platform.index, id)
  forgetKeptColumns(platform.index)
  // Last, as it waits for other windows.
  const isGone = await dropJournal(platform.journalLocation(id, 'toThrowAway'), platform.clock)
  if (isGone) platform.index.remove(openedKey(id))
  return isGone
}

async function leaveHere(platform: Platform, { account }: SignedIn): Promise<void> {
  await forget(platform.secrets, account.id)
  platform.signInTabs?.announce()
}

/** Storage that refuses must not keep anybody signed in: then it is tried while the app is open. */
async function endLater(logouts: Logouts, { refreshToken }: SignedIn): Promise<void> {
  await logouts.add(refreshToken).catch(() => logouts.addUnkept(refreshToken))
}
