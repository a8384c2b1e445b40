import { useWindowDimensions } from 'react-native'

/** How much of the screen the keypad may use: a phone in landscape has little height, a zoomed page has little of both. */
export function useKeypadRoom(): { isLow: boolean; isLying: boolean; heightMax: number } {
  const { width, height } = useWindowDimensions()
  const isLow = height < 500
  const isLying = isLow && width >= 600
  return { isLow, isLying, heightMax: height * (isLying ? 0.52 : isLow ? 0.38 : 0.6) }
}
