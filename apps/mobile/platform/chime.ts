import type { Cancel } from '@holdfast/journal'

/** On a phone the system's alert sounds, also in front of the lifter. */
export function chime(): void {}

/** The system needs no touch first. */
export function prepareChime(): Cancel {
  return () => undefined
}
