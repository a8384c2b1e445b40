import { useAccount, useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { Text } from '../theme/Text.tsx'
import { doorWords } from '../words/doorWords.ts'
import { WaitsForOthers } from './WaitsForOthers.tsx'

/** Notices on the sign-in page: what another tab did, and what waits on this device for other accounts. */
export function AtTheDoor() {
  const otherTab = useAccount((account) => account.otherTab)
  const goOn = useAccount((account) => account.tryStorageAgain)
  const words = doorWords.otherTab(otherTab)
  return (
    <>
      {words !== null && (
        <Notice testID="door-other-tab" title={words}>
          {otherTab.account && <Button testID="door-go-on" label={doorWords.goOnAs(otherTab.account.name)} onPress={goOn} />}
        </Notice>
      )}
      <WaitsForOthers />
    </>
  )
}

/** Signed in on this device, but no longer on the server: which account to sign in to, and why. */
export function SignInAgainWords() {
  const name = useAccount((account) => (account.phase.at === 'ready' ? account.phase.account.name : null))
  const waiting = useSync((sync) => sync.waiting.length)
  return (
    <Text testID="sign-in-again-words" tone="muted">
      {name !== null && doorWords.again(name, waiting, here)}
    </Text>
  )
}
