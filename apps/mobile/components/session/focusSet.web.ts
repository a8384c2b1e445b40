/** With a real keyboard Enter goes to the next set, so that a workout on plan is Enter after Enter. */
export function focusSet(setId: string): void {
  if (window.matchMedia('(pointer: coarse)').matches) return
  focusCell(setId, 'weight')
}

/** Focuses one cell, which also scrolls it into view. */
export function focusCell(setId: string, field: string): void {
  const cell = document.querySelector(`[data-testid="set-${field}-${CSS.escape(setId)}"]`)
  if (cell instanceof HTMLElement) cell.focus()
}
