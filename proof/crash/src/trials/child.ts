import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { isScenario, scenarios, type Said } from './scenarios.ts'

// The process that is killed, and the one that checks afterwards.
//   child.ts write <scenario> <folder> <process name> <file of acknowledgements>
//   child.ts find <scenario> <folder> <file of what was said> <file for the finding>

const [command, name = '', folder = '', ...more] = process.argv.slice(2)
if (!isScenario(name)) throw new Error(`there is no scenario ${name}`)
const scenario = scenarios[name]

if (command === 'write') {
  const [processName = '', file = ''] = more
  const acknowledgements = openSync(file, 'w')
  const count = Buffer.alloc(4)
  let acknowledged = 0
  let asked = 0
  writeSync(1, 'opening\n')
  const next = () => {
    if (asked++ === 0) writeSync(1, 'writing\n')
    return `${processName}:${asked}`
  }
  scenario.write(folder, next, () => {
    // A separate channel: four bytes in the page cache, which a SIGKILL does not remove, in a file that MMKV does not use.
    count.writeUInt32LE(++acknowledged)
    writeSync(acknowledgements, count, 0, 4, 0)
  })
} else {
  const [said = '', finding = ''] = more
  writeFileSync(finding, JSON.stringify(scenario.find(folder, JSON.parse(readFileSync(said, 'utf8')) as Said)))
}
