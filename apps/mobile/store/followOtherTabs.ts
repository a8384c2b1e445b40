import type { SignedIn } from '@holdfast/contract'
import { lastSignIn } from '../sync/account/accounts.ts'
import { tabsInFront } from '../sync/device/tabsInFront.ts'
import type { AccountParts } from './accountState.ts'

/**
 * Tabs share the sign-in that this device remembers: where it ended in another one, or is somebody else's, nothing of this account goes
 * on here. Hears it from them, and looks when this tab comes to the front. Returns how to look at any other time.
 */
export function followOtherTabs({ platform, get, set, goOut }: AccountParts): () => void {
  const tabs = platform.signInTabs
  if (!tabs) return () => {}
  const follow = (stored: SignedIn | null): void => {
    const { phase, busy, otherTab } = get()
    const account = stored?.account ?? null
    // A sign-in that is under way here is about to be remembered: it looks again itself.
    if (busy) return
    if (phase.at === 'signedOut') return set({ otherTab: { ...otherTab, account } })
    if (phase.at !== 'ready') return
    const { engine } = phase
    if (account?.id !== phase.account.id) {
      goOut()
      set({ otherTab: { signedOut: true, account } })
    } else if (engine.outbox.snapshot().paused === 'signIn' && stored?.refreshToken !== engine.signIn.signedIn.refreshToken) {
      void engine.signIn.renew().then(() => engine.syncNow())
    }
  }
  // Storage that cannot be read now says nothing about who is signed in.
  const look = (): void => void lastSignIn(platform).then(follow, () => undefined)
  tabsInFront(tabs, platform.lifecycle).onAnnounced(look)
  return look
}
