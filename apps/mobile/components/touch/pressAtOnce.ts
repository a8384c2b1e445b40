import { useRef } from 'react'
import { keepsFocus, onWeb } from './onWeb.ts'

/** Acts when the finger touches, not when it lifts, and does not move the focus. A screen reader fires only a press, which works too. */
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
