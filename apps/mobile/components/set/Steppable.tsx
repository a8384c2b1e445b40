import type { ReactNode } from 'react'
import { View } from 'react-native'

type Props = {
  /** "Weight in kilograms, set 2 of Bench press". */
  label: string
  /** The current value, for screen readers. */
  value: string
  onStep: (direction: 1 | -1) => void
  /** A double tap: makes the cell active, for typing. */
  onTake: () => void
  children: ReactNode
}

/**
 * A number for VoiceOver and TalkBack: a swipe up or down changes it by one step. It is around the input, because UIKit has no steps for a
 * text field; the input itself is for touch and hardware keyboards.
 */
export function Steppable({ label, value, onStep, onTake, children }: Props) {
  return (
    <View
      accessible
      role="slider"
      aria-label={label}
      aria-valuetext={value}
      accessibilityActions={actions}
      onAccessibilityAction={({ nativeEvent: { actionName } }) => {
        if (actionName === 'increment') onStep(1)
        else if (actionName === 'decrement') onStep(-1)
        else if (actionName === 'activate') onTake()
      }}
      onAccessibilityTap={onTake}
    >
      {children}
    </View>
  )
}

const actions = [
  { name: 'increment', label: 'One step more' },
  { name: 'decrement', label: 'One step less' },
  { name: 'activate', label: 'Type a number' },
]
