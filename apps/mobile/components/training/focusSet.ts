/** On a phone nothing steals the focus: the keyboard has just done its work. */
export function focusSet(_setId: string): void {}
