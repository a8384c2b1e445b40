import { useRef } from 'react'
import { keepsFocus, onWeb } from './onWeb.ts'

/**
 * Acts when the finger comes down, not when it lifts, and leaves the focus where it is. A screen reader only ever presses,
 * without a finger, and is heard as well.
 */
export function usePressAtOnce(act: () => void) {
  const acted = useRef(false)
  return {
    ...keepsFocus(),
    ...onWeb({ delayPressIn: 0 }),
    onPressIn: () => {
      acted.current = true
      act()
    },
    onPress: () => {
      if (!acted.current) act()
      acted.current = false
    },
  }
}
