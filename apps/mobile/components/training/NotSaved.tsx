import { useSession } from '../../store/hooks.ts'
import { Notice } from '../Notice.tsx'
import { Text } from '../theme/Text.tsx'
import { notSavedWords } from '../words/notSavedWords.ts'

/** Storage refused what the lifter just did. Nothing else may look saved, and the numbers stay in the cells. */
export function NotSaved() {
  const notSaved = useSession((session) => session.notSaved)
  if (!notSaved) return null
  const { title, body } = notSavedWords(notSaved)
  return (
    <Notice testID="not-saved" tone="attention" icon="attention" urgent title={title}>
      <Text look="small">{body}</Text>
    </Notice>
  )
}
