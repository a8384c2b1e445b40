import { useRouter } from 'expo-router'
import { Button } from '../controls/Button.tsx'
import { Logo } from '../controls/Logo.tsx'
import { Text } from '../theme/Text.tsx'
import { Page } from './Page.tsx'

/** For an address that belongs to no page, or that holds an impossible id. */
export function NotFound() {
  const router = useRouter()
  return (
    <Page centred>
      <Logo size={48} />
      <Text look="title" role="heading" aria-level={1}>
        There is nothing here
      </Text>
      <Text tone="muted">This address doesn't belong to any page. Your workouts are where you left them.</Text>
      <Button testID="not-found-today" look="primary" label="Go to Today" onPress={() => router.replace('/today')} />
    </Page>
  )
}
