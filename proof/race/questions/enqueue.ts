import { atOnce } from '../../../scripts/lib/atOnce.ts'
import { payloadBytes } from '../lib/operation.ts'
import { media, mediumMissing, type MediumName } from '../lib/stage.ts'
import { median } from '@holdfast/tools/median'
import { spread } from '../lib/statistics.ts'
import { goal, type Goal } from '../lib/goal.ts'
import type { Plot } from '../lib/plot.ts'
import type { Question } from '../lib/question.ts'
import { number, type Table } from '../lib/table.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'
import { rawWrite } from '../peers/rawWrite.mjs'
import { newTapper, type Tapper } from './enqueue/newTapper.ts'
import type { Taps } from './enqueue/tapper.ts'

/** What one candidate cost on one medium with so many waiting; `reached` is how many it came to, null when it did not take part. */
type Cell = { name: string; medium: MediumName; length: number } & (
  { reached: null; why: string } | { reached: number; cpuUs: number; spread: number; bytesPerSide: number; writesPerSide: number }
)

type Measured = Extract<Cell, { reached: number }>

type Race = { medium: MediumName; length: number; rounds: number; quick: boolean; tooSlow: (name: string) => boolean }

type Runner = { name: string; tapper: Tapper; reached: number; taps: number; runs: Taps[]; why?: string }

/** What one more operation costs until it is on the medium, by how many wait already. */
export const enqueue: Question = {
  name: 'enqueue',
  title: 'What one enqueue costs until it is durable',

  async run({ quick, say }) {
    const lengths = quick ? [10, 1_000, 10_000] : [10, 100, 1_000, 10_000, 100_000]
    const rounds = quick ? 3 : 9
    const cells: Cell[] = []
    const notes: string[] = []
    for (const medium of media) {
      const missing = mediumMissing(medium)
      if (missing) {
        notes.push(`${medium}: not here (${missing}).`)
        continue
      }
      for (const length of lengths) {
        say(`${medium}, ${number(length)} waiting`)
        cells.push(...(await race({ medium, length, rounds, quick, tooSlow: tooSlowAt(cells, medium, quick ? 1_000 : 220_000) })))
      }
    }
    return { data: { payloadBytes: payloadBytes(), cells }, tables: tablesOf(cells), goals: goalsOf(cells), notes, plots: plotsOf(cells) }
  },
}

/** All candidates at one length, in turns: whatever disturbs the machine disturbs all of them. */
async function race({ medium, length, rounds, quick, tooSlow }: Race): Promise<Cell[]> {
  const field: Runner[] = []
  const cells: Cell[] = []
  // A quick run asks the peers in memory alone: on the MMKV core they cost what they cost there, and its writes.
  const names = [holdfast, rawWrite, ...(quick && medium !== 'memory' ? [] : peers)].map(({ name }) => name)
  // Filling is not what is measured: in a quick run two fill at a time.
  await atOnce(quick ? 2 : 1, names, async (name) => {
    if (tooSlow(name)) {
      cells.push({ name, medium, length, reached: null, why: 'too slow' })
      return
    }
    const tapper = newTapper(name, medium, quick ? 10_000 : 30_000)
    try {
      const { length: reached, firstMs } = await tapper.fill(length, quick ? 1_500 : 8_000, quick ? 250 : 1_000)
      const taps = Math.max(1, Math.min(quick ? 200 : 2_000, Math.floor((quick ? 100 : 250) / firstMs)))
      field.push({ name, tapper, reached, taps, runs: [] })
    } catch (error) {
      cells.push({ name, medium, length, reached: null, why: wordsOf(error) })
      await tapper.end()
    }
  })
  for (let round = 0; round < rounds; round++) {
    for (const one of field.filter(({ why }) => why === undefined)) {
      try {
        one.runs.push(await one.tapper.tap(one.taps))
      } catch (error) {
        one.why = wordsOf(error)
      }
    }
  }
  for (const { name, tapper, reached, runs, why } of field) {
    if (why === undefined) await tapper.drop()
    await tapper.end()
    if (why !== undefined) {
      cells.push({ name, medium, length, reached: null, why })
      continue
    }
    const us = runs.map((run) => run.us)
    const replicas = runs[0]?.replicas ?? NaN
    cells.push({
      name,
      medium,
      length,
      // Further it did not come in the time that was given to fill it.
      reached: reached < length ? reached : length,
      cpuUs: median(us),
      spread: spread(us),
      bytesPerSide: median(runs.map((run) => run.bytes)) / replicas,
      writesPerSide: median(runs.map((run) => run.writes)) / replicas,
    })
  }
  return cells
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300)

/** The cell of a candidate, when it took part. */
function cellAt(cells: readonly Cell[], medium: MediumName, name: string, length: number): Measured | undefined {
  return measured(cells).find((cell) => cell.medium === medium && cell.name === name && cell.length === length)
}

function measured(cells: readonly Cell[]): Measured[] {
  return cells.filter((cell) => cell.reached !== null)
}

/** Whether a candidate was so slow at the length before that ten times as many would take the whole evening. */
function tooSlowAt(cells: readonly Cell[], medium: MediumName, usMax: number): (name: string) => boolean {
  return (name) => {
    const before = cells.findLast((cell) => cell.name === name && cell.medium === medium)
    return before !== undefined && (before.reached === null || before.reached < before.length || before.cpuUs * 10 > usMax)
  }
}

function tablesOf(cells: readonly Cell[]): Table[] {
  const lengths = [...new Set(cells.map((cell) => cell.length))]
  return media
    .filter((medium) => cells.some((cell) => cell.medium === medium))
    .flatMap((medium) => {
      const names = [holdfast, rawWrite, ...peers].map(({ name }) => name)
      const rows = (show: (cell: Measured) => string) =>
        names.map((name) => [name, ...lengths.map((length) => shown(cellAt(cells, medium, name, length), show))])
      return [
        {
          title: `CPU µs per enqueue, ${medium} (median, ± half of the middle half)`,
          head: ['waiting', ...lengths.map(number)],
          rows: rows((cell) => `${number(cell.cpuUs)} ± ${Math.round((cell.spread * 100) / 2)} %`),
        },
        {
          title: `Bytes handed to each side of the medium per enqueue, ${medium} (payload ${payloadBytes()})`,
          head: ['waiting', ...lengths.map(number)],
          rows: rows((cell) => number(cell.bytesPerSide)),
        },
      ]
    })
}

function shown(cell: Measured | undefined, show: (cell: Measured) => string): string {
  if (cell === undefined) return '–'
  return cell.reached < cell.length ? `${show(cell)} at ${number(cell.reached)}` : show(cell)
}

function goalsOf(cells: readonly Cell[]): Goal[] {
  const goals: Goal[] = []
  for (const medium of media) {
    const usAt = (name: string, length: number) => cellAt(cells, medium, name, length)?.cpuUs ?? NaN
    const mine = measured(cells).filter((cell) => cell.medium === medium && cell.name === holdfast.name)
    if (mine.length === 0) continue
    const most = Math.max(...mine.map((cell) => cell.bytesPerSide / payloadBytes()))
    goals.push(goal(`${medium}: bytes per side ÷ payload, at any length`, most, '≤', 1.5))
    const flat = usAt(holdfast.name, 10_000) / usAt(holdfast.name, 10)
    goals.push(goal(`${medium}: CPU with 10,000 waiting ÷ with 10`, flat, '≤', 1.1))
    goals.push(goal(`${medium}: CPU ÷ raw mirrored write, 1,000 waiting`, usAt(holdfast.name, 1_000) / usAt(rawWrite.name, 1_000), '≤', 2))
    const whole = ['zustand persist', 'TanStack Query persister', 'redux-offline', 'Legend-State'].map(
      (name) => cellAt(cells, medium, name, 1_000)?.cpuUs ?? Infinity,
    )
    if (Math.min(...whole) < Infinity) {
      goals.push(
        goal(`${medium}: best whole-state persister ÷ ours, 1,000 waiting`, Math.min(...whole) / usAt(holdfast.name, 1_000), '≥', 80),
      )
    }
    const transactions = cellAt(cells, medium, 'offline-transactions', 1_000)
    if (transactions)
      goals.push(goal(`${medium}: offline-transactions ÷ ours, 1,000 waiting`, transactions.cpuUs / usAt(holdfast.name, 1_000), '≥', 100))
  }
  return goals
}

function plotsOf(cells: readonly Cell[]): Plot[] {
  const points = (medium: MediumName, value: (cell: Measured) => number) =>
    measured(cells)
      .filter((cell) => cell.medium === medium)
      .map((cell) => ({ name: cell.name, length: cell.reached, value: value(cell) }))
  return media
    .filter((medium) => cells.some((cell) => cell.medium === medium))
    .flatMap((medium) => {
      const file = `enqueue-${medium.replace(/ .*/, '').toLowerCase()}`
      return [
        {
          file: `${file}-cpu`,
          title: `CPU per enqueue, ${medium}`,
          axis: 'µs',
          ours: holdfast.name,
          points: points(medium, (cell) => cell.cpuUs),
        },
        {
          file: `${file}-bytes`,
          title: `Bytes written per enqueue and side, ${medium}`,
          axis: 'bytes',
          ours: holdfast.name,
          points: points(medium, (cell) => cell.bytesPerSide),
        },
      ]
    })
}
