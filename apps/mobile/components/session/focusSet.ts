/** On a phone nothing steals the focus: the keyboard has just done its work. */
export function focusSet(_setId: string): void {}

/** A cell that was asked for by name is taken in hand by the logger; the system has nothing to focus. */
export function focusCell(_setId: string, _field: string): void {}
