import { storableStart } from '@holdfast/contract'
import { useShare, useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { Text } from '../theme/Text.tsx'

/** Exports one workout, whatever its state on the server: as text or as JSON. */
export function ExportSheet({ sessionId, title, onClose }: { sessionId: string; title: string; onClose: () => void }) {
  const share = useShare()
  const exportSession = useSync((sync) => sync.exportSession)
  const name = fileName(title)
  return (
    <Sheet open title={`Export ‘${title}’`} onClose={onClose} testID="export-sheet">
      <Text>Everything you logged in this workout, with what the server refused and why.</Text>
      <Button
        testID="export-text"
        label="As text to read"
        onPress={() => void share.text(`${name}.txt`, 'text/plain', exportSession(sessionId).text)}
      />
      <Button
        testID="export-json"
        label="As JSON"
        onPress={() => void share.text(`${name}.json`, 'application/json', exportSession(sessionId).json)}
      />
      <Button testID="export-done" look="plain" label="Done" onPress={onClose} />
    </Sheet>
  )
}

/** The title as a file name that every system accepts. */
export function fileName(title: string): string {
  const plain = storableStart(title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, ''), 60)
  return plain === '' ? 'workout' : plain
}
