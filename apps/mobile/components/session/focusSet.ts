/** Does nothing on a phone: no keyboard needs the focus in the next set. */
export function focusSet(_setId: string): void {}

/** Does nothing on a phone: the logger makes the requested cell active; the system has nothing to focus. */
export function focusCell(_setId: string, _field: string): void {}
