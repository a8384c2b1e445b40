import { useEffect } from 'react'

/**
 * For Tab, the keypad comes before its cell, although the page shows it in the dock. Shift+Tab in the cell goes to the keys, from last to
 * first, and then to what is before the cell. Tab on the last key goes back to the cell. In page order the keys could not be reached: on
 * the way every other cell would become active, with its own keys. Tab itself goes from number to number, as in a table.
 */
export function useKeysBeforeCell(cellTestId: string): void {
  useEffect(() => {
    let fromCell = false
    const walk = (event: KeyboardEvent): void => {
      if (event.key !== 'Tab') return
      const cell = named(cellTestId)
      const keys = [...(named('keypad')?.querySelectorAll<HTMLElement>('[tabindex="0"]') ?? [])]
      const at = document.activeElement
      if (at === cell && event.shiftKey && keys.length > 0) {
        go(event, keys.at(-1))
        fromCell = true
      } else if (fromCell && at === keys.at(-1) && !event.shiftKey) go(event, cell)
      // Not prevented: the browser goes on from the cell, to what is before it.
      else if (fromCell && at === keys[0] && event.shiftKey) cell?.focus()
    }
    // Keys that were reached in page order are left in page order.
    const leave = ({ target }: Event): void => {
      if (!named('keypad')?.contains(target as Node)) fromCell = false
    }
    // In the capture phase: react-native-web stops key events at a text field.
    document.addEventListener('keydown', walk, { capture: true })
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('keydown', walk, { capture: true })
      document.removeEventListener('focusin', leave)
    }
  }, [cellTestId])
}

function go(event: KeyboardEvent, to: HTMLElement | null | undefined): void {
  event.preventDefault()
  to?.focus()
}

function named(testId: string): HTMLElement | null {
  return document.querySelector(`[data-testid="${CSS.escape(testId)}"]`)
}
