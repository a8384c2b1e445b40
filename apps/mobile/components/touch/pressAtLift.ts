import { useRef } from 'react'
import { Platform } from 'react-native'
import { scrollQuietMs } from './touches'

/** A finger that moved this far, in CSS pixels, meant something else. */
const MOVED = 10
/** A finger that comes down this soon after the page moved stops it, and presses nothing. */
const STILL_MS = 100

type Touch = { pageX: number; pageY: number }
type TouchEvent = { nativeEvent: { touches: readonly Touch[]; cancelable?: boolean }; preventDefault(): void }

/**
 * Presses when the finger lifts, on the web. Browsers make up a whole mouse after a tap (over, move, down, focus, up, click), each with
 * a search through the page, and `onPress` waits for the last of them: on a slow phone that is longer than everything the press does.
 * Mouse, keys and screen readers go on to press by `onPress`, and so does what the browser alone can tell from a scroll.
 */
export function usePressAtLift(press: () => void): object {
  const from = useRef<Touch | null>(null)
  const forget = () => (from.current = null)
  if (Platform.OS !== 'web') return {}
  return {
    onTouchStart: ({ nativeEvent: { touches } }: TouchEvent) => {
      from.current = touches.length === 1 && scrollQuietMs() > STILL_MS ? touches[0]! : null
    },
    onTouchMove: ({ nativeEvent: { touches } }: TouchEvent) => {
      const [now] = touches
      if (from.current && now && Math.hypot(now.pageX - from.current.pageX, now.pageY - from.current.pageY) > MOVED) forget()
    },
    onTouchCancel: forget,
    onTouchEnd: (event: TouchEvent) => {
      if (!from.current || event.nativeEvent.cancelable === false) return
      forget()
      // Without this the made-up click would press again.
      event.preventDefault()
      press()
    },
  }
}
