import { build } from 'esbuild'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findChromium } from '../../../scripts/lib/chromium.ts'
import { goal, type Goal } from '../lib/goal.ts'
import { payloadBytes } from '../lib/operation.ts'
import type { Plot } from '../lib/plot.ts'
import { median } from '@holdfast/tools/median'
import { spread } from '../lib/statistics.ts'
import type { Question } from '../lib/question.ts'
import { number, type Table } from '../lib/table.ts'

type Costs = { cpuMs: number; spread: number; wallMs: number; bytes: number }

/** What one candidate cost with so many waiting; no costs when it did not take part. */
type Cell = { name: string; length: number } & (Costs | { [name in keyof Costs]?: undefined })

type Race = { running: Browser; origin: string; length: number; rounds: number; before: readonly Cell[]; quick: boolean }

type Run = { ms: number; bytes: number; cpuMs: number }

type Runner = { name: string; context: BrowserContext; page: Page; taps: number; runs: Run[] }

const NAMES = [
  'holdfast',
  'raw row',
  'Workbox Queue',
  'offline-transactions',
  'zustand persist',
  'react-native-onyx',
  'TanStack Query persister',
  'redux-offline',
]

/** They write a row an operation and look at no other: it does not matter to them how long the queue gets while they are measured. */
const FLAT = new Set(['holdfast', 'raw row', 'Workbox Queue'])

/** Queues of 10 that are tapped once a round each: one alone would be longer before the browser's clock told a tap. */
const SHORT_QUEUES = 90

const GROWN = `The browser tells its CPU in steps of 10 ms, so it takes many taps to tell one: those that write a row an operation grow by up to 300 a round, the others by no more than a third in all, and with 100 waiting by 20 a round. With 10 waiting ${SHORT_QUEUES} queues in one page are tapped once a round, and grow to 16; the others cannot be there so often: Onyx has one key, and all of TanStack’s clients hear of each mutation.`

/** The same in a browser, where the medium is IndexedDB and the wait for it belongs to the cost. */
export const browser: Question = {
  name: 'browser',
  title: 'What one enqueue costs in Chromium, on IndexedDB',

  async run({ quick, say }) {
    const program = process.env.CHROMIUM_PATH || findChromium(process.env).path
    if (!program) return { data: null, tables: [], goals: [], notes: ['Not run: there is no Chromium; `npm test` installs one.'] }
    const server = await serving(await bundled())
    const running = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    try {
      const cells: Cell[] = []
      for (const length of quick ? [100, 1_000] : [10, 100, 1_000, 10_000, 100_000]) {
        say(`${number(length)} waiting`)
        cells.push(...(await race({ running, origin: server.origin, length, rounds: quick ? 2 : 5, before: cells, quick })))
      }
      return { data: cells, tables: tablesOf(cells), goals: goalsOf(cells), notes: [GROWN], plots: plotsOf(cells) }
    } finally {
      await running.close()
      server.close()
    }
  },
}

/** Pages side by side, each in a context of its own, tapped in turns; the CPU is that of every process of the browser. */
async function race({ running, origin, length, rounds, before, quick }: Race): Promise<Cell[]> {
  const cdp = await running.newBrowserCDPSession()
  const cpuMs = async () => (await cdp.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0)
  const cells: Cell[] = []
  const field: Runner[] = []
  const queues = length < 100 ? SHORT_QUEUES : 1
  for (const name of NAMES.filter((one) => queues === 1 || FLAT.has(one))) {
    const slow = before.findLast((cell) => cell.name === name)
    // What was filled one at a time at half a second each would never end at ten times as many.
    // In a quick run, nor what grows with it at all.
    if (slow && ((quick && !FLAT.has(name)) || slow.cpuMs === undefined || slow.cpuMs > (name === 'offline-transactions' ? 2 : 200))) {
      cells.push({ name, length })
      continue
    }
    const context = await running.newContext()
    const page = await context.newPage()
    await page.goto(origin)
    const firstMs = await page.evaluate(({ who, count, many }) => window.bench.open(who, count, many), {
      who: name,
      count: length,
      many: queues,
    })
    // Enough for a clock that ticks every 10 ms; where the cost grows with the queue, no more than a third of what waits, in all.
    const room = FLAT.has(name) ? 300 : Math.max(20, Math.floor((length * 0.3) / rounds))
    const taps = queues > 1 ? 1 : Math.max(3, Math.min(room, Math.floor(1_500 / Math.max(firstMs, 2))))
    if (queues === 1) await page.evaluate((count) => window.bench.tap(count), 3)
    field.push({ name, context, page, taps, runs: [] })
  }
  for (let round = 0; round < rounds; round++) {
    for (const { page, taps, runs } of field) {
      const startMs = await cpuMs()
      const { ms, bytes } = await page.evaluate((count) => window.bench.tap(count), taps)
      runs.push({ ms, bytes, cpuMs: ((await cpuMs()) - startMs) / (taps * queues) })
    }
  }
  for (const { name, context, runs } of field) {
    await context.close()
    const of = (what: keyof Run) => median(runs.map((run) => run[what]))
    cells.push({ name, length, cpuMs: of('cpuMs'), spread: spread(runs.map((run) => run.cpuMs)), wallMs: of('ms'), bytes: of('bytes') })
  }
  return cells
}

async function bundled(): Promise<string> {
  const built = await build({
    entryPoints: [join(import.meta.dirname, '../browser/page.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    banner: { js: 'self.registration ??= {}; globalThis.global ??= globalThis' },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return built.outputFiles[0]?.text ?? ''
}

/** localhost is a secure origin: IndexedDB and locks are as on the real one. */
function serving(script: string): Promise<{ origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' })
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() }),
    )
  })
}

function took(cells: readonly Cell[]): (Cell & Costs)[] {
  return cells.filter((cell) => cell.cpuMs !== undefined)
}

function tablesOf(cells: readonly Cell[]): Table[] {
  const lengths = [...new Set(cells.map(({ length }) => length))]
  const rows = (show: (cell: Costs) => string) =>
    NAMES.map((name) => [
      name,
      ...lengths.map((length) => {
        const cell = took(cells).find((one) => one.name === name && one.length === length)
        return cell ? show(cell) : '–'
      }),
    ])
  const head = ['waiting', ...lengths.map(number)]
  return [
    {
      title: 'CPU ms of the whole browser per enqueue (median, ± half of the middle half)',
      head,
      rows: rows((cell) => `${number(cell.cpuMs)} ± ${Math.round(cell.spread * 50)} %`),
    },
    { title: 'ms until it is durable', head, rows: rows((cell) => number(cell.wallMs)) },
    { title: `Bytes handed to IndexedDB per enqueue (payload ${payloadBytes()})`, head, rows: rows((cell) => number(cell.bytes)) },
  ]
}

function goalsOf(cells: readonly Cell[]): Goal[] {
  const msAt = (name: string, length: number) => took(cells).find((cell) => cell.name === name && cell.length === length)?.cpuMs ?? NaN
  const mine = took(cells).filter(({ name }) => name === 'holdfast')
  const short = mine[0]?.length ?? NaN
  const long = Math.min(10_000, mine.at(-1)?.length ?? NaN)
  return [
    goal('IndexedDB: bytes ÷ payload, at any length', Math.max(...mine.map(({ bytes }) => bytes / payloadBytes())), '≤', 1.5),
    goal(`IndexedDB: CPU with ${number(long)} waiting ÷ with ${number(short)}`, msAt('holdfast', long) / msAt('holdfast', short), '≤', 1.1),
    goal('IndexedDB: CPU ÷ raw row, 1,000 waiting', msAt('holdfast', 1_000) / msAt('raw row', 1_000), '≤', 2),
  ]
}

function plotsOf(cells: readonly Cell[]): Plot[] {
  const points = (value: (cell: Costs) => number) =>
    took(cells).map((cell) => ({ name: cell.name, length: cell.length, value: value(cell) }))
  return [
    {
      file: 'enqueue-indexeddb-cpu',
      title: 'CPU per enqueue, IndexedDB in Chromium (whole browser)',
      axis: 'µs',
      ours: 'holdfast',
      points: points((cell) => cell.cpuMs * 1_000),
    },
    {
      file: 'enqueue-indexeddb-bytes',
      title: 'Bytes written per enqueue, IndexedDB in Chromium',
      axis: 'bytes',
      ours: 'holdfast',
      points: points((cell) => cell.bytes),
    },
  ]
}
