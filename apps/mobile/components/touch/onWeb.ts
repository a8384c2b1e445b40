import { Platform } from 'react-native'

type WebOnly = {
  dataSet?: Record<string, string>
  onKeyDown?: (event: { key: string; preventDefault(): void }) => void
  onMouseDown?: (event: { preventDefault(): void }) => void
  title?: string
  tabIndex?: 0 | -1
  /** Enter leaves the focus where it is; `submitBehavior` says so on a phone. */
  blurOnSubmit?: boolean
  /** How long a touch rests before it counts, in milliseconds. */
  delayPressIn?: number
}

/** Props react-native-web understands and React Native's types do not know; nothing on a phone. */
export function onWeb(props: WebOnly): object {
  return Platform.OS === 'web' ? props : {}
}

/** Space presses a checkbox or a radio on the web, as everywhere else; react-native-web only does Enter there. */
export function spacePresses(press: () => void): object {
  return onWeb({
    onKeyDown: (event) => {
      if (event.key !== ' ') return
      event.preventDefault()
      press()
    },
  })
}

/** A tap on this leaves the focus, and with it the phone's keyboard, where it is. */
export function keepsFocus(): object {
  return onWeb({ onMouseDown: (event) => event.preventDefault() })
}

/** Enter follows a link, as everywhere else; react-native-web leaves that to elements with an address. */
export function enterPresses(press: () => void): object {
  return onWeb({
    onKeyDown: (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      press()
    },
  })
}
