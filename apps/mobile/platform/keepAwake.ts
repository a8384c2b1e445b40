import { activateKeepAwakeAsync, deactivateKeepAwake } from 'expo-keep-awake'
import type { Cancel } from '@holdfast/journal'

/** A device that does not let the screen be held awake still logs. */
const without = (): void => undefined

/** Holds the screen on until it is cancelled. */
export function keepAwake(): Cancel {
  void activateKeepAwakeAsync('session').catch(without)
  return () => void deactivateKeepAwake('session').catch(without)
}
