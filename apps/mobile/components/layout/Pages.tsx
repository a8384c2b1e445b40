import { Stack } from 'expo-router'
import { useTheme } from '../theme/useTheme.ts'

/** The pages on a phone: a native stack, so that a swipe goes back. */
export function Pages() {
  const { colors } = useTheme()
  return <Stack screenOptions={{ headerShown: false, contentStyle: { backgroundColor: colors.background } }} />
}
