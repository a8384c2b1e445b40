import type { Cancel } from '@holdfast/journal'

/** Does nothing: on a phone the system's alert makes the sound, also while the app is in front. */
export function chime(): void {}

/** Does nothing: the system needs no touch first. */
export function prepareChime(): Cancel {
  return () => undefined
}
