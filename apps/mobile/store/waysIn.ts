import type { SignedIn } from '@holdfast/contract'
import { expectNothing, lastSignIn, signInBy } from '../sync/account/accounts.ts'
import { finishedWorkouts } from '../sync/account/takeAlong.ts'
import { forgetUnsent } from '../sync/device/unsentHere.ts'
import type { AccountParts, AccountState } from './accountState.ts'
import { openStores, type OpenedStores } from './openStores.ts'

type WaysIn = Pick<AccountState, 'signIn' | 'register' | 'signInDemo' | 'tryStorageAgain' | 'beginAnew'>

/** The ways into an account: what this device remembers, or a sign-in. `look` asks whether another tab ended it meanwhile. */
export function waysIn(parts: AccountParts, look: () => void): WaysIn {
  const { platform, api, logouts, get, set, came, close, goOut, atTheDoor, storageFailed } = parts
  const open = (signedIn: SignedIn, fresh: boolean): void => {
    const take = (opened: OpenedStores): void => {
      if (!opened.open) return set({ phase: { at: 'storageUnavailable', why: opened.why, isLost: opened.isLost === true }, busy: false })
      came(opened.phase, opened.close)
      look()
    }
    openStores(parts, { signedIn, fresh, refused: look }, take, storageFailed)
  }
  const resume = (): void => {
    set({ phase: { at: 'starting' } })
    void lastSignIn(platform).then((signedIn) => (signedIn ? open(signedIn, false) : atTheDoor()), storageFailed)
  }
  const signInThrough = (ask: Parameters<typeof signInBy>[2], takesAlong = false): void => {
    const { phase } = get()
    const before = phase.at === 'ready' ? phase : null
    const workouts = before && takesAlong ? finishedWorkouts(before.engine) : []
    set({ busy: true, problem: null })
    void signInBy(platform, logouts, ask, workouts).then((answer) => {
      if (typeof answer === 'string') {
        set({ busy: false, problem: answer })
        return look()
      }
      // Screens forget what they hold of somebody else; those of the same account go on.
      if (before?.account.id === answer.account.id) close()
      else goOut()
      // What waited goes as the new account's own.
      if (before && takesAlong) forgetUnsent(platform.index, before.account.id)
      open(answer, true)
    }, storageFailed)
  }
  return {
    signIn: (email, password) => signInThrough(() => api.call('login', { body: { email, password } })),
    register: (name, email, password, { takeAlong } = { takeAlong: false }) =>
      signInThrough(() => api.call('register', { body: { name, email, password } }), takeAlong),
    signInDemo: () => signInThrough(() => api.call('demo')),
    tryStorageAgain: resume,
    beginAnew: () => void expectNothing(platform).then(resume, storageFailed),
  }
}
