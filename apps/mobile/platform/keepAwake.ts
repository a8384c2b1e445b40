import { activateKeepAwakeAsync, deactivateKeepAwake } from 'expo-keep-awake'
import type { Cancel } from '@holdfast/journal'

/** A device that cannot keep the screen on still logs. */
const without = (): void => undefined

/** Keeps the screen on until it is cancelled. */
export function keepAwake(): Cancel {
  void activateKeepAwakeAsync('session').catch(without)
  return () => void deactivateKeepAwake('session').catch(without)
}
