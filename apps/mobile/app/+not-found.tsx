import { useRouter } from 'expo-router'
import { Button } from '../components/Button.tsx'
import { Page } from '../components/layout/Page.tsx'
import { Logo } from '../components/Logo.tsx'
import { Text } from '../components/theme/Text.tsx'

export default function NotFound() {
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
