import { parseArgs } from 'node:util'
import { runTwin } from './twin.ts'

// node proof/simulator/src/twin/main.ts pglite|postgres --from 1 --seeds 100

const { values, positionals } = parseArgs({
  options: { from: { type: 'string', default: '1' }, seeds: { type: 'string', default: '100' } },
  allowPositionals: true,
})
const engine = positionals[0] === 'postgres' ? 'postgres' : 'pglite'
const tell = (line: string): void => void process.stdout.write(`${line}\n`)
const report = await runTwin({ engine, from: Number(values.from), count: Number(values.seeds), tell })
if (report) tell(`${engine}: ${report.ran} schedules, ${report.schedulesPerSecond.toFixed(1)} a second`)
else tell(`There is no ${engine} on this machine.`)
process.exitCode = report?.different === null ? 0 : 1
