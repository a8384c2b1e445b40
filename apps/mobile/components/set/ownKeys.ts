/** Whether the app's own keys are used instead of the system's keyboard: on a phone always. */
export function useOwnKeys(): boolean {
  return true
}
