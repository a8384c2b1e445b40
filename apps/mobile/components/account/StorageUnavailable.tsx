import { useAccount } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Page } from '../layout/Page.tsx'
import { Logo } from '../controls/Logo.tsx'
import { Notice } from '../controls/Notice.tsx'
import { canReload, reloadNewVersion } from '../install/ServiceWorker'
import { Text } from '../theme/Text.tsx'

/** The journal cannot be opened. That is not an empty journal, so no empty screen is shown. */
export function StorageUnavailable({ why, isLost }: { why: string; isLost: boolean }) {
  const tryAgain = useAccount((account) => account.tryStorageAgain)
  const beginAnew = useAccount((account) => account.beginAnew)
  return (
    <Page centred>
      <Logo size={48} />
      <Text look="title" role="heading" aria-level={1}>
        Your workouts can't be opened right now
      </Text>
      <Text tone="muted">
        This device isn't letting Holdfast read or write its storage. Nothing was deleted. Free some space, close other windows of Holdfast,
        leave private browsing, then try again.
      </Text>
      <Notice testID="storage-unavailable" title={why} />
      <Button testID="storage-try-again" look="primary" label="Try again" onPress={tryAgain} />
      {canReload && <Button testID="storage-reload" label="Reload" onPress={reloadNewVersion} />}
      {isLost && (
        <Button testID="storage-begin-anew" look="plain" label="It's gone: begin with an empty history here" onPress={beginAnew} />
      )}
    </Page>
  )
}

/** The journal is still being opened, so a retry would only disturb it. */
export function StorageSlow() {
  return (
    <Page centred>
      <Logo size={48} />
      <Text look="title" role="heading" aria-level={1}>
        Your workouts are still being opened
      </Text>
      <Text testID="storage-slow" tone="muted">
        The storage of this device is slow to answer. Nothing was deleted. Another window of Holdfast may be in the way: close it, or
        reload.
      </Text>
      {canReload && <Button testID="storage-reload" label="Reload" onPress={reloadNewVersion} />}
    </Page>
  )
}
