import type { SignedIn } from '@holdfast/contract'
import type { Auth } from '@holdfast/outbox'
import type { QueryClient } from '@tanstack/react-query'
import type { Api, ApiAnswer } from './api.ts'
import { createDeviceClock } from './deviceClock.ts'
import { dropJournal } from './dropJournal.ts'
import { openedKey, openEngine, type Engine } from './engine.ts'
import { forgetCompletions } from './pendingCompletions.ts'
import type { Platform } from './ports.ts'
import { cacheKey, keepQueries } from './queryCache.ts'
import { sendOperations } from './sendOperations.ts'
import { createSignIn, forget, remember, rememberedSignIn } from './signIn.ts'

/** What opening an account came to. */
export type OpenAccount = { open: true; engine: Engine; close(): void } | { open: false; why: string }

/** Opens what belongs to one account: its cached answers first, so that a cold start in a basement has a programme, then its journal. */
export async function openAccount(
  platform: Platform,
  api: Api,
  queries: QueryClient,
  signedIn: SignedIn,
  fresh: boolean,
): Promise<OpenAccount> {
  const kept = await keepQueries(queries, platform.cache, signedIn.account.id)
  const signIn = createSignIn(signedIn, fresh, api, platform.secrets, platform.clock)
  const lease = platform.lease(signedIn.account.id)
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
      const close = (): void => {
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

/** Signs in through one of the endpoints that do, and remembers it. Answers the sign-in, or a sentence for the form. */
export async function signInBy(platform: Platform, ask: () => Promise<ApiAnswer<SignedIn>>): Promise<SignedIn | string> {
  const answer = await ask()
  if (answer.ok) {
    await remember(platform.secrets, answer.answer)
    return answer.answer
  }
  if (answer.problem === null) return 'The server is not answering. Signing in needs a connection.'
  return answer.problem.code === 'credentials_wrong' ? 'That e-mail and password do not belong together.' : answer.problem.detail
}

/** Ends the sign-in on this device, and on the server when it can be reached. What waits stays here, bound to the account. */
export async function signOutOf(platform: Platform, api: Api, signedIn: SignedIn): Promise<void> {
  await forget(platform.secrets)
  await api.call('logout', { body: { refreshToken: signedIn.refreshToken } })
}

/**
 * Throws away everything this device holds of an account that nobody has open any more: its journal with all its media, its cached
 * answers, what the index says of it. False when another window holds some of the journal: then that is still there, and known to be.
 */
export async function deleteAccountHere(platform: Platform, accountId: string): Promise<boolean> {
  forgetCompletions(platform.index)
  await platform.cache.remove(cacheKey(accountId))
  const isGone = await dropJournal(platform.journalPlace(accountId))
  if (isGone) platform.index.remove(openedKey(accountId))
  return isGone
}
