import { signedInSchema, type SignedIn } from '@holdfast/contract'
import type { Clock } from '@holdfast/journal'
import type { Api } from './api.ts'
import type { TextStore } from './ports.ts'

/** Who is signed in on this device, with the tokens that prove it. */
export type SignIn = {
  readonly signedIn: SignedIn
  /** A token to send with, or null when a renewal is needed first. */
  token(): Promise<string | null>
  /** Renews the tokens; single-flight. */
  renew(): Promise<'renewed' | 'refused' | 'unanswered'>
}

const KEY = 'signedIn'

/** The sign-in this device remembers, or null. Works without a network. */
export async function rememberedSignIn(secrets: TextStore): Promise<SignedIn | null> {
  const text = await secrets.read(KEY)
  if (text === null) return null
  const read = signedInSchema.safeParse(JSON.parse(text))
  return read.success ? read.data : null
}

export async function remember(secrets: TextStore, signedIn: SignedIn): Promise<void> {
  await secrets.write(KEY, JSON.stringify(signedIn))
}

export async function forget(secrets: TextStore): Promise<void> {
  await secrets.remove(KEY)
}

/** Keeps one account's tokens fresh. The access token counts as expired a minute early, on the monotonic clock. */
export function createSignIn(first: SignedIn, fresh: boolean, api: Api, secrets: TextStore, clock: Clock): SignIn {
  let signedIn = first
  // A token from disk may be of any age, and the wall clock is no witness: the server's 401 is.
  let expiresAtMs = fresh ? clock.monoMs() + (first.expiresIn - 60) * 1000 : Infinity
  let renewing: Promise<'renewed' | 'refused' | 'unanswered'> | null = null

  const ask = async (): Promise<'renewed' | 'refused' | 'unanswered'> => {
    const stored = await rememberedSignIn(secrets)
    // Another tab may have renewed already: its token is as good as one of ours.
    if (stored && stored.account.id === signedIn.account.id && stored.refreshToken !== signedIn.refreshToken) {
      signedIn = stored
      expiresAtMs = Infinity
      return 'renewed'
    }
    const answer = await api.call('refresh', { body: { refreshToken: signedIn.refreshToken } })
    if (answer.ok) {
      signedIn = answer.answer
      expiresAtMs = clock.monoMs() + (signedIn.expiresIn - 60) * 1000
      await remember(secrets, signedIn)
      return 'renewed'
    }
    return answer.problem?.status === 401 ? 'refused' : 'unanswered'
  }

  return {
    get signedIn() {
      return signedIn
    },
    token: () => Promise.resolve(clock.monoMs() < expiresAtMs ? signedIn.accessToken : null),
    renew() {
      renewing ??= ask().finally(() => {
        renewing = null
      })
      return renewing
    },
  }
}
