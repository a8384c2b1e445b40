import type { Engine } from './engine.ts'
import type { Platform } from '../device/ports.ts'

/** Remembers that this device was asked: a browser that shows its lifter a question shows it once, and never before there is a set to keep. */
const KEY = 'protection_asked'

/** Asks the system to protect what is stored as soon as there is something worth it: a set. */
export function protectAfterFirstSet({ logs }: Pick<Engine, 'logs'>, { index, storage }: Pick<Platform, 'index' | 'storage'>): void {
  if (index.read(KEY) !== null) return
  const ask = (): void => {
    if (!Object.values(logs.current().logs).some(({ actualSets }) => Object.keys(actualSets).length > 0)) return
    stop()
    index.write(KEY, 'true')
    // A refusal changes nothing for what is stored; the page on data says how it stands.
    storage.protect().catch(() => undefined)
  }
  const stop = logs.subscribe(ask)
  ask()
}
