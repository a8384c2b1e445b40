import { join } from 'node:path'
import { atOnce } from '../../../scripts/lib/atOnce.ts'
import { child } from '../lib/child.mjs'
import { payloadBytes } from '../lib/operation.mjs'
import { media, mediumMissing } from '../lib/stage.mjs'
import { median } from '@holdfast/tools/median'
import { spread } from '../lib/statistics.mjs'
import { goal } from '../lib/goal.mjs'
import { number } from '../lib/table.mjs'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'
import { rawWrite } from '../peers/rawWrite.mjs'

/** What one more operation costs until it is on the medium, by how many wait already. */
export const enqueue = {
  name: 'enqueue',
  title: 'What one enqueue costs until it is durable',

  async run({ quick, say }) {
    const lengths = quick ? [10, 1_000, 10_000] : [10, 100, 1_000, 10_000, 100_000]
    const rounds = quick ? 3 : 9
    const cells = []
    const notes = []
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
async function race({ medium, length, rounds, quick, tooSlow }) {
  const field = []
  const cells = []
  // A quick run asks the peers in memory alone: on the MMKV core they cost what they cost there, and its writes.
  const names = [holdfast, rawWrite, ...(quick && medium !== 'memory' ? [] : peers)].map(({ name }) => name)
  // Filling is not what is measured: in a quick run two fill at a time.
  await atOnce(quick ? 2 : 1, names, async (name) => {
    if (tooSlow(name)) {
      cells.push({ name, medium, length, reached: null, why: 'too slow' })
      return
    }
    const process = child(join(import.meta.dirname, 'enqueue/tapper.mjs'), [name, medium], { limitMs: quick ? 10_000 : 30_000 })
    try {
      const { length: reached, firstMs } = await process.ask({ fill: length, withinMs: quick ? 1_500 : 8_000, warmMs: quick ? 250 : 1_000 })
      const taps = Math.max(1, Math.min(quick ? 200 : 2_000, Math.floor((quick ? 100 : 250) / firstMs)))
      field.push({ name, process, reached, taps, runs: [] })
    } catch (error) {
      cells.push({ name, medium, length, reached: null, why: String(error.message).slice(0, 300) })
      await process.end()
    }
  })
  for (let round = 0; round < rounds; round++) {
    for (const one of field.filter(({ why }) => why === undefined)) {
      try {
        one.runs.push(await one.process.ask({ taps: one.taps }))
      } catch (error) {
        one.why = String(error.message).slice(0, 300)
      }
    }
  }
  for (const { name, process, reached, runs, why } of field) {
    if (why === undefined) await process.ask({})
    await process.end()
    if (why !== undefined) {
      cells.push({ name, medium, length, reached: null, why })
      continue
    }
    const us = runs.map((run) => run.us)
    const [{ sides }] = runs
    cells.push({
      name,
      medium,
      length,
      // Further it did not come in the time that was given to fill it.
      reached: reached < length ? reached : length,
      cpuUs: median(us),
      spread: spread(us),
      bytesPerSide: median(runs.map((run) => run.bytes)) / sides,
      writesPerSide: median(runs.map((run) => run.writes)) / sides,
    })
  }
  return cells
}

/** Whether a candidate was so slow at the length before that ten times as many would take the whole evening. */
function tooSlowAt(cells, medium, usMax) {
  return (name) => {
    const before = cells.findLast((cell) => cell.name === name && cell.medium === medium)
    return before !== undefined && (before.reached === null || before.reached < before.length || before.cpuUs * 10 > usMax)
  }
}

function tablesOf(cells) {
  const lengths = [...new Set(cells.map((cell) => cell.length))]
  return media
    .filter((medium) => cells.some((cell) => cell.medium === medium))
    .flatMap((medium) => {
      const names = [holdfast, rawWrite, ...peers].map(({ name }) => name)
      const at = (name, length) => cells.find((cell) => cell.medium === medium && cell.name === name && cell.length === length)
      const rows = (show) => names.map((name) => [name, ...lengths.map((length) => shown(at(name, length), show))])
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

function shown(cell, show) {
  if (cell === undefined || cell.reached === null) return '–'
  return cell.reached < cell.length ? `${show(cell)} at ${number(cell.reached)}` : show(cell)
}

function goalsOf(cells) {
  const goals = []
  for (const medium of media) {
    const at = (name, length) => cells.find((cell) => cell.medium === medium && cell.name === name && cell.length === length)
    const mine = cells.filter((cell) => cell.medium === medium && cell.name === holdfast.name)
    if (mine.length === 0) continue
    const most = Math.max(...mine.map((cell) => cell.bytesPerSide / payloadBytes()))
    goals.push(goal(`${medium}: bytes per side ÷ payload, at any length`, most, '≤', 1.5))
    const flat = at(holdfast.name, 10_000).cpuUs / at(holdfast.name, 10).cpuUs
    goals.push(goal(`${medium}: CPU with 10,000 waiting ÷ with 10`, flat, '≤', 1.1))
    goals.push(
      goal(`${medium}: CPU ÷ raw mirrored write, 1,000 waiting`, at(holdfast.name, 1_000).cpuUs / at(rawWrite.name, 1_000).cpuUs, '≤', 2),
    )
    const whole = ['zustand persist', 'TanStack Query persister', 'redux-offline', 'Legend-State'].map(
      (name) => at(name, 1_000)?.cpuUs ?? Infinity,
    )
    if (Math.min(...whole) < Infinity) {
      goals.push(
        goal(`${medium}: best whole-state persister ÷ ours, 1,000 waiting`, Math.min(...whole) / at(holdfast.name, 1_000).cpuUs, '≥', 80),
      )
    }
    const transactions = at('offline-transactions', 1_000)
    if (transactions?.cpuUs)
      goals.push(
        goal(`${medium}: offline-transactions ÷ ours, 1,000 waiting`, transactions.cpuUs / at(holdfast.name, 1_000).cpuUs, '≥', 100),
      )
  }
  return goals
}

function plotsOf(cells) {
  const points = (medium, value) =>
    cells
      .filter((cell) => cell.medium === medium && cell.reached !== null)
      .map((cell) => ({ name: cell.name, length: cell.reached, value: value(cell) }))
  return media
    .filter((medium) => cells.some((cell) => cell.medium === medium))
    .flatMap((medium) => {
      const file = `enqueue-${medium.split(' ')[0].toLowerCase()}`
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
