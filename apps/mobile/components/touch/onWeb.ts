import { Platform } from 'react-native'

type WebOnly = {
  dataSet?: Record<string, string>
  onKeyDown?: (event: { key: string; preventDefault(): void }) => void
  onMouseDown?: (event: { preventDefault(): void }) => void
  title?: string
  tabIndex?: 0 | -1
  /** Whether Enter removes the focus; on a phone `submitBehavior` does this. */
  blurOnSubmit?: boolean
  /** How long a touch must last before it counts, in milliseconds. */
  delayPressIn?: number
}

/** Props that react-native-web understands and React Native's types do not have; none on a phone. */
export function onWeb(props: WebOnly): object {
  return Platform.OS === 'web' ? props : {}
}

/** Makes Space press a checkbox or a radio on the web; react-native-web only does this for Enter. */
export function spacePresses(press: () => void): object {
  return onWeb({
    onKeyDown: (event) => {
      if (event.key !== ' ') return
      event.preventDefault()
      press()
    },
  })
}

/** A tap on this does not move the focus, so the phone's keyboard stays. */
export function keepsFocus(): object {
  return onWeb({ onMouseDown: (event) => event.preventDefault() })
}

/** Makes Enter follow a link on the web; react-native-web does this only for elements with an href. */
export function enterPresses(press: () => void): object {
  return onWeb({
    onKeyDown: (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      press()
    },
  })
}
