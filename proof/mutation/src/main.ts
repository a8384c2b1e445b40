import { parseArgs } from 'node:util'
import { mutate } from './mutate.ts'

// npm run mutate -- <folder or file> …: changes one small thing in the sources after the other, runs the tests that reach it, and lists
// the changes that no test finds. `--own` runs the tests of the same workspace and simulated
// days only, `--direct` only those that name the source in an import, each by itself, `--again` forgets the results of earlier runs, `--at-once N` runs N changes side by side.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    again: { type: 'boolean', default: false },
    own: { type: 'boolean', default: false },
    direct: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '2' },
  },
})
process.exitCode = await mutate(positionals, {
  again: values.again,
  own: values.own,
  direct: values.direct,
  atOnce: Number(values['at-once']),
})
