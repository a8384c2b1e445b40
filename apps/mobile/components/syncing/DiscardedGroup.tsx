import { useSync } from '../../store/hooks.ts'
import type { DiscardedChange } from '../../store/syncStore.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { useNow } from '../controls/useNow.ts'
import { whenWords } from '../words/times.ts'
import { ChangeRow } from './ChangeRow.tsx'
import { Group } from './Group.tsx'

/** What the lifter discarded in the last 30 days, or keeps on this device only, with a way to restore it. */
export function DiscardedGroup() {
  const changes = useSync((sync) => sync.discarded)
  const kept = changes.filter(({ keptHere }) => keptHere)
  const discarded = changes.filter(({ keptHere }) => !keptHere)
  return (
    <>
      {kept.length > 0 && (
        <Group testID="sync-kept-here" name={`Kept ${here} only`}>
          {kept.map((change) => (
            <DiscardedRow key={change.operation.id} change={change} />
          ))}
        </Group>
      )}
      {discarded.length > 0 && (
        <Group testID="sync-discarded" name="Recently discarded">
          {discarded.map((change) => (
            <DiscardedRow key={change.operation.id} change={change} />
          ))}
        </Group>
      )}
    </>
  )
}

function DiscardedRow({ change: { operation, at, keptHere, restorable } }: { change: DiscardedChange }) {
  const restore = useSync((sync) => sync.restore)
  const now = useNow()
  const what = keptHere ? 'Kept' : 'Discarded'
  const became = `${what} ${whenWords(at, now)}${restorable ? '' : '. Something newer took its place.'}`
  return (
    <ChangeRow testID={`sync-let-go-${operation.id}`} operation={operation} icon={keptHere ? 'tick' : 'minus'} tone="muted" became={became}>
      {restorable && (
        <Button
          testID={`sync-restore-${operation.id}`}
          label={keptHere ? 'Send it after all' : 'Restore'}
          onPress={() => restore(operation.id)}
        />
      )}
    </ChangeRow>
  )
}
