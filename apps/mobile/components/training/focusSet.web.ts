/** With a real keyboard Enter goes on to the next set, so that a workout on plan is Enter after Enter. */
export function focusSet(setId: string): void {
  if (window.matchMedia('(pointer: coarse)').matches) return
  const cell = document.querySelector(`[data-testid="set-weight-${CSS.escape(setId)}"]`)
  if (cell instanceof HTMLElement) cell.focus()
}
