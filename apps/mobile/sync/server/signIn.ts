import { signedInSchema, type Problem, type SignedIn } from '@holdfast/contract'
import type { Api } from './api.ts'
import type { Platform, SharedTexts, TextStore } from '../device/ports.ts'

/** How a renewal ended. `refused`: this sign-in is over, and only a person can sign in again. */
export type Renewal = 'renewed' | 'refused' | 'unanswered'

/** Who is signed in on this device, with the tokens that prove it. */
export type SignIn = {
  readonly signedIn: SignedIn
  /** A token to send with, or null when a renewal is needed first. */
  token(): Promise<string | null>
  /** Renews the tokens; single-flight. */
  renew(): Promise<Renewal>
}

/** The problem that a request gets when its sign-in is over. */
export const signInOver: Problem = {
  type: '/problems/unauthenticated',
  title: 'Signed out',
  status: 401,
  detail: 'Sign in again first.',
  code: 'unauthenticated',
}

const KEY = 'signedIn'

/** The sign-in that is stored on this device, or null. Works without a network. */
export async function rememberedSignIn(secrets: Pick<TextStore, 'read'>): Promise<SignedIn | null> {
  return signInIn(await secrets.read(KEY))
}

/** Stores a sign-in. Resolves with the one it replaces. */
export async function remember(secrets: SharedTexts, signedIn: SignedIn): Promise<SignedIn | null> {
  let before: SignedIn | null = null
  await secrets.change(KEY, (text) => {
    const found = signInIn(text)
    // Called again when the result of the first write is unknown: if that write succeeded, nothing more is replaced.
    if (found?.refreshToken !== signedIn.refreshToken) before = found
    return JSON.stringify(signedIn)
  })
  return before
}

/** Removes the sign-in of an account. A sign-in of another account, made in another tab meanwhile, stays. */
export async function forget(secrets: SharedTexts, accountId: string): Promise<void> {
  await secrets.change(KEY, (text) => (signInIn(text)?.account.id === accountId ? null : text))
}

export type SignInOptions = {
  api: Pick<Api, 'call'>
  platform: Pick<Platform, 'clock' | 'secrets' | 'oneTabAtATime'>
  /** Receives how every renewal ended, before the caller of `renew`. */
  ended?: (renewal: Renewal) => void
}

/**
 * Keeps one account's tokens fresh. The access token counts as expired a minute early, by the monotonic clock. The stored sign-in decides:
 * if another tab has signed out, or signed in another account, a late token must not replace that.
 */
export function createSignIn(first: SignedIn, fresh: boolean, { api, platform, ended = () => {} }: SignInOptions): SignIn {
  const { clock, secrets } = platform
  const { id: accountId } = first.account
  let signedIn = first
  // A stored token may be of any age, and the wall clock may be wrong. Only the server's 401 shows that it has expired.
  let expiresAtMs = fresh ? expiryOf(first) : Infinity
  let isOver = false
  let renewing: Promise<Renewal> | null = null

  function expiryOf({ expiresIn }: SignedIn): number {
    return clock.monoMs() + (expiresIn - 60) * 1000
  }
  const take = (next: SignedIn, untilMs: number): Renewal => {
    signedIn = next
    expiresAtMs = untilMs
    isOver = false
    return 'renewed'
  }
  /**
   * Compares with the stored sign-in. A newer token of this account, from another tab, is used as if it was requested here. Null: request
   * one.
   */
  const lookAt = (stored: SignedIn | null): Renewal | null => {
    if (stored?.account.id !== accountId) return 'refused'
    return stored.refreshToken === signedIn.refreshToken ? null : take(stored, Infinity)
  }

  const ask = async (): Promise<Renewal> => {
    const known = lookAt(await rememberedSignIn(secrets))
    if (known !== null) return known
    const answer = await api.call('refresh', { body: { refreshToken: signedIn.refreshToken } })
    // Only a 401 of our own API ends a sign-in. If another tab was faster, there is a newer token.
    if (!answer.ok) return answer.problem?.status === 401 ? (lookAt(await rememberedSignIn(secrets)) ?? 'refused') : 'unanswered'
    if (answer.answer.account.id !== accountId) return 'unanswered'
    return await keep(answer.answer)
  }
  /** Stores the new tokens if the stored sign-in is still the one they were requested with. */
  const keep = async (next: SignedIn): Promise<Renewal> => {
    const asked = signedIn.refreshToken
    const isOurs = (stored: SignedIn | null): boolean => stored?.account.id === accountId && stored.refreshToken === asked
    const stands = signInIn(await secrets.change(KEY, (text) => (isOurs(signInIn(text)) ? JSON.stringify(next) : text)))
    return stands?.refreshToken === next.refreshToken ? take(next, expiryOf(next)) : (lookAt(stands) ?? 'refused')
  }

  return {
    get signedIn() {
      return signedIn
    },
    token: () => Promise.resolve(!isOver && clock.monoMs() < expiresAtMs ? signedIn.accessToken : null),
    renew() {
      renewing ??= platform
        .oneTabAtATime(`holdfast-renewal-${accountId}`, ask)
        .then((renewal) => {
          if (renewal === 'refused') isOver = true
          ended(renewal)
          return renewal
        })
        .finally(() => {
          renewing = null
        })
      return renewing
    },
  }
}

/** Null for a text that cannot be read: a new sign-in may replace it. */
function signInIn(text: string | null): SignedIn | null {
  if (text === null) return null
  try {
    const read = signedInSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
