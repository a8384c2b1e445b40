import { checkNames } from '../checkNames.ts'
import { faultClasses } from '../faults.ts'

// Prints the tables of README.md.

const table = (head: string, rows: Readonly<Record<string, string>>): string =>
  [`| ${head} | |`, '| --- | --- |', ...Object.entries(rows).map(([name, words]) => `| ${name} | ${words} |`), ''].join('\n')

process.stdout.write(`${table('Fault', faultClasses)}\n${table('Check', checkNames)}`)
