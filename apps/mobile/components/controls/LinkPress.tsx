import { Pressable } from 'react-native'
import type { PressableProps } from 'react-native'
import { enterPresses } from '../touch/onWeb.ts'

type Props = Omit<PressableProps, 'role' | 'onPress'> & { onPress: () => void }

/** A pressable that opens another page. Enter works too; on the web, react-native-web handles Enter only for elements with an href. */
export function LinkPress({ onPress, ...props }: Props) {
  return <Pressable {...props} role="link" onPress={onPress} {...enterPresses(onPress)} />
}
