import { useEffect } from 'react'

/**
 * The keys of a cell stand before it for Tab, although the page draws them in the dock: Shift+Tab in the cell goes to them, from the last
 * to the first and on to what is before the cell; Tab from the last goes back into the cell. In the order of the page nobody would reach
 * them: on the way there every other cell comes into hand, with keys of its own. Tab itself goes from number to number, as in a table.
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
      // Not kept from the browser: it goes on from the cell, to what is before it.
      else if (fromCell && at === keys[0] && event.shiftKey) cell?.focus()
    }
    // Keys that are reached in the order of the page lead on in that order.
    const leave = ({ target }: Event): void => {
      if (!named('keypad')?.contains(target as Node)) fromCell = false
    }
    // On its way down: react-native-web lets no key out of a text field.
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
