import { useRef } from 'react'
import { Platform } from 'react-native'
import { scrollQuietMs } from './touches'

/** A touch that moved this far, in CSS pixels, is no press. */
const MOVED = 10
/** A touch this soon after the page scrolled stops the scrolling, and presses nothing. */
const STILL_MS = 100

type Touch = { pageX: number; pageY: number }
type TouchEvent = { nativeEvent: { touches: readonly Touch[]; cancelable?: boolean }; preventDefault(): void }

/**
 * Presses when the finger lifts, on the web. After a tap browsers simulate a mouse (over, move, down, focus, up, click), each with a search
 * through the page, and `onPress` waits for the last event. On a slow phone that takes longer than the press itself. Mouse, keys and screen
 * readers still press by `onPress`, and so do touches that only the browser can tell from a scroll.
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
      // Without this the simulated click would press again.
      event.preventDefault()
      press()
    },
  }
}
