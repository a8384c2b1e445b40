import { Pressable } from 'react-native'
import type { PressableProps } from 'react-native'
import { enterPresses } from '../touch/onWeb.ts'

type Props = Omit<PressableProps, 'role' | 'onPress'> & { onPress: () => void }

/** Something to press that leads to another page. Enter follows it on the web too; react-native-web leaves that to elements with an address. */
export function LinkPress({ onPress, ...props }: Props) {
  return <Pressable {...props} role="link" onPress={onPress} {...enterPresses(onPress)} />
}
