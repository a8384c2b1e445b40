import type { Engine } from './engine.ts'
import type { Network } from '../device/network.ts'
import type { Platform } from '../device/ports.ts'

/**
 * Reacts to signs of the device. The engine syncs when a network may be back, and when the app comes to the foreground. When the app goes
 * to the background, `leave` is called.
 */
export function followSigns(
  { radio, lifecycle }: Pick<Platform, 'radio' | 'lifecycle'>,
  network: Network,
  engine: () => Engine | null,
): void {
  radio.watch((connected) => {
    network.sign({ kind: 'radio', connected })
    if (connected) engine()?.syncNow()
  })
  network.subscribe(() => {
    if (network.state() === 'online') engine()?.syncNow()
  })
  lifecycle.watch((state) => {
    if (state === 'foreground') engine()?.syncNow()
    else engine()?.leave()
  })
}
