import type { Engine } from './engine.ts'
import type { Platform } from '../device/ports.ts'

/** Marks that the browser was asked. A browser that shows a question shows it once, and it must not be asked before there is a set. */
const KEY = 'protection_asked'

/** Asks the system to protect the stored data, as soon as there is a set. */
export function protectAfterFirstSet({ logs }: Pick<Engine, 'logs'>, { index, storage }: Pick<Platform, 'index' | 'storage'>): void {
  if (index.read(KEY) !== null) return
  const ask = (): void => {
    if (!Object.values(logs.current().logs).some(({ actualSets }) => Object.keys(actualSets).length > 0)) return
    stop()
    index.write(KEY, 'true')
    // A refusal does not change what is stored; the page on data shows the state.
    storage.protect().catch(() => undefined)
  }
  const stop = logs.subscribe(ask)
  ask()
}
