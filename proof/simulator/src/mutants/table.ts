import type { Attempt } from './attempt.ts'
import type { Masked } from './mutant.ts'

/** The mutants that were caught, the quickest first, as a table of Markdown; and those nobody can catch, with the reason. */
export function tableOf(attempts: readonly Attempt[], masked: readonly Masked[]): string {
  const caught = attempts.flatMap((one) => (one.end === 'caught' ? [one] : []))
  caught.sort((a, b) => a.seed - b.seed || (a.mutant.name < b.mutant.name ? -1 : 1))
  const within = (seeds: number): number => caught.filter(({ seed }) => seed <= seeds).length
  const row = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [
    '# Mistakes the simulator finds',
    '',
    `Written by \`npm run mutants -- --write\`: ${attempts.length} deliberate mistakes, each made alone, and the first seed, counted from 1, at which a`,
    `check finds it. ${caught.length} are found: ${within(1)} at the first seed, ${within(10)} within ten, ${within(100)} within a hundred, ${within(1000)} within a thousand.`,
    '',
    row(['mistake', 'in', 'what it does to a lifter', 'found by', 'seed']),
    row(['---', '---', '---', '---', '--:']),
    ...caught.map(({ mutant, check, seed }) => row([mutant.name, fileIn(mutant.file), mutant.why, check, seed])),
    '',
    ...(masked.length === 0
      ? []
      : [
          '## Mistakes nobody notices',
          '',
          'Another line of defence does what the changed line was there for, or the simulated world never asks.',
          '',
        ]),
    ...masked.map(({ name, file, because }) => `- **${name}** (${fileIn(file)}): ${because}`),
    ...(masked.length === 0 ? [] : ['']),
  ].join('\n')
}

/** One line of the report while the command runs. */
export function lineOf(one: Attempt): string {
  const seconds = `${one.seconds.toFixed(1)} s`.padStart(7)
  const words =
    one.end === 'caught' ? one.check : one.end === 'survived' ? `nobody noticed in ${one.seed} seeds` : `${one.end}: ${one.words}`
  return `${one.end === 'caught' ? '✔' : '✖'} ${one.mutant.name.padEnd(60)} seed ${String(one.seed).padStart(5)} ${seconds}  ${words}`
}

const fileIn = (file: string): string => file.split('/').slice(-1)[0]!
