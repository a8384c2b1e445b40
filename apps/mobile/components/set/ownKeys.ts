/** Whether the app's keypad is used instead of the system's keyboard: on a phone always. */
export function useOwnKeys(): boolean {
  return true
}
