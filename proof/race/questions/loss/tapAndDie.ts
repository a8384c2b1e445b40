import { newNetwork, newServer } from '../../lib/network.ts'
import { operationOf } from '../../lib/operation.ts'
import { stage } from '../../lib/stage.ts'

// A phone without a network: so many taps in one go, and SIGKILL so many milliseconds after the last. It says nothing; its files do.

Reflect.set(globalThis, 'window', globalThis)
const [name = '', folder, from, taps, afterMs, throttleMs] = process.argv.slice(2)
const network = newNetwork(newServer())
globalThis.fetch = network.fetch
const phone = stage(name, 'MMKV core', { folder, options: { network, throttleMs: Number(throttleMs) } })
await phone.open()
// It is idle, as between two sets, before the lifter comes back.
await new Promise((resolve) => setTimeout(resolve, 20))
const operations = Array.from({ length: Number(taps) }, (_, index) => operationOf(Number(from) + index))
const die = () => process.kill(process.pid, 'SIGKILL')
for (const operation of operations) void phone.tap(operation)
if (Number(afterMs) === 0) die()
setTimeout(die, Number(afterMs))
