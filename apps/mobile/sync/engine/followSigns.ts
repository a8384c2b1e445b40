import type { Engine } from './engine.ts'
import type { Network } from '../device/network.ts'
import type { Platform } from '../device/ports.ts'

/** What the device's signs do: a network that may be back and the app in front sync, the app at the back hurries. */
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
