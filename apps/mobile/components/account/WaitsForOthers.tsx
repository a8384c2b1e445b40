import { useAccount } from '../../store/hooks.ts'
import { here } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { Text } from '../theme/Text.tsx'
import { doorWords } from '../words/doorWords.ts'

/** What waits on this device for accounts that are not signed in. Another account's sign-in does not send it, so it has to be shown. */
export function WaitsForOthers() {
  const unsentHere = useAccount((account) => account.unsentHere)
  return unsentHere.map((unsent, index) => {
    const { title, body } = doorWords.waitsForOther(unsent, here)
    return (
      <Notice key={`${unsent.name} ${index}`} testID="waits-for-other" title={title}>
        <Text tone="muted">{body}</Text>
      </Notice>
    )
  })
}
