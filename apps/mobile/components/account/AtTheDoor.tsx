import { useAccount, useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { Text } from '../theme/Text.tsx'
import { doorWords } from '../words/doorWords.ts'
import { WaitsForOthers } from './WaitsForOthers.tsx'

/** What somebody who comes to the door should know: what another tab did, and what waits here for whom. */
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

/** Signed in here, and not on the server any more: as whom to come back, and what for. */
export function SignInAgainWords() {
  const name = useAccount((account) => (account.phase.at === 'ready' ? account.phase.account.name : null))
  const waiting = useSync((sync) => sync.waiting.length)
  return (
    <Text testID="sign-in-again-words" tone="muted">
      {name !== null && doorWords.again(name, waiting, here)}
    </Text>
  )
}
