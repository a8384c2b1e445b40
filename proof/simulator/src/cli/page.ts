import type { Day } from '../day.ts'
import type { Entry, Trip, Where } from '../story.ts'
import type { Report } from '../world.ts'
import { clockOf, headOf, lengthOf, shorten } from './tell.ts'

/** A moment of the day: one line of the drawing, with at most one thing in each lane. */
type Row = { ms: number; things: Map<Where, Entry> }

/** The timeline of a day as one HTML file that needs nothing else: time runs down, everybody has a lane, requests are bars. */
export function pageOf(day: Day, { entries, trips, violations, hash, virtualMs }: Report, replay: string): string {
  const [broken] = violations
  const rows = rowsOf([...entries, ...trips.map(departure)].sort((a, b) => a.ms - b.ms))
  const lanes = lanesOf(rows, trips)
  const lines = linesOf(rows)
  const body = [
    `<div class="corner head" style="grid-area:1/1">time</div>`,
    ...lanes.map(({ where, from, to }) => `<div class="head" style="grid-area:1/${from}/2/${to}">${where}</div>`),
    ...lanes.map(
      ({ where, from, to }) => `<div class="lane ${where.split(' ')[0]}" style="grid-area:2/${from}/${lines.last + 1}/${to}"></div>`,
    ),
    ...lines.gaps.map(({ line, ms }) => `<div class="gap" style="grid-area:${line}/1/${line + 1}/-1">${lengthOf(ms)} pass</div>`),
    ...lanes.flatMap((lane) => lane.bars.map((bar) => barOf(bar, lane.from, lines))),
    ...rows.flatMap((row, index) => {
      const line = lines.of[index]!
      const things = [...row.things].map(([where, entry]) => {
        const lane = lanes.find((one) => one.where === where)
        const columns = lane ? `${lane.text}/${line + 1}/${lane.to}` : `2/${line + 1}/-1`
        const isFirst = broken !== undefined && entry.kind === 'broken' && entry.ms === broken.ms && entry.words.startsWith(broken.check)
        return `<div class="thing ${entry.kind}${lane ? '' : ' all'}"${isFirst ? ' id="first-broken"' : ''} style="grid-area:${line}/${columns}">${MARKS[entry.kind]}${escaped(shorten(entry.words))}</div>`
      })
      return [`<time style="grid-area:${line}/1">${clockOf(row.ms)}</time>`, ...things]
    }),
  ]
  const columns = [
    '5.5rem',
    ...lanes.flatMap(({ bars, where }) => [...Array.from({ length: tracksOf(bars) }, () => '0.6rem'), WIDTHS[where.split(' ')[0]!]]),
  ]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A bad day from seed ${day.seed}</title>
<style>${STYLE}
.day{grid-template-columns:${columns.join(' ')}}</style>
<header>
<h1>A bad day from seed ${day.seed}</h1>
<p class="verdict ${broken ? 'bad' : 'good'}">${
    broken
      ? `✖ Broken at ${clockOf(broken.ms)}: <a href="#first-broken">${escaped(broken.check)}</a><br>${escaped(shorten(broken.words))}`
      : '✓ Every check held.'
  }</p>
${headOf(day)
  .split('\n')
  .slice(0)
  .map((line) => `<p>${escaped(line)}</p>`)
  .join('\n')}
<p>${lengthOf(virtualMs)} of virtual time, hash ${hash}. Again: <code>${escaped(replay)}</code></p>
<p class="key"><span class="thing fault">⚡ a fault</span> <span class="thing broken">✖ a check that did not hold</span> <span><i class="bar ok"></i> a request answered</span> <span><i class="bar no"></i> a request that failed</span></p>
</header>
<main class="day">
${body.join('\n')}
</main>
</html>
`
}

/** A new line for every moment, and where a lane would say two things at once. */
function rowsOf(entries: readonly Entry[]): Row[] {
  const rows: Row[] = []
  for (const entry of entries) {
    const last = rows.at(-1)
    const isWhole = (where: Where): boolean => where === 'day'
    const fits =
      last && last.ms === entry.ms && !last.things.has(entry.where) && !isWhole(entry.where) && ![...last.things.keys()].some(isWhole)
    if (fits) last.things.set(entry.where, entry)
    else rows.push({ ms: entry.ms, things: new Map([[entry.where, entry]]) })
  }
  return rows
}

type Lines = { of: number[]; ms: number[]; gaps: { line: number; ms: number }[]; last: number }

/** Which line of the grid each moment stands on: the first is the heads', and long silences take one. */
function linesOf(rows: readonly Row[]): Lines {
  const lines: Lines = { of: [], ms: [], gaps: [], last: 1 }
  rows.forEach(({ ms }, index) => {
    const gapMs = ms - (rows[index - 1]?.ms ?? 0)
    if (gapMs >= LONG_GAP_MS) lines.gaps.push({ line: ++lines.last, ms: gapMs })
    lines.of.push(++lines.last)
    lines.ms.push(ms)
  })
  return lines
}

type Bar = { trip: Trip; track: number }
/** A lane of the drawing: its columns from `from` up to `to`, the bars first, then the words at `text`. */
type Lane = { where: Where; bars: Bar[]; from: number; text: number; to: number }

function lanesOf(rows: readonly Row[], trips: readonly Trip[]): Lane[] {
  const said = new Set(rows.flatMap(({ things }) => [...things.keys()]))
  const order = (where: Where): string => {
    const [what, number = '9'] = where.split(' ')
    return `${number} ${['phone', 'disk', 'network', 'server'].indexOf(what!)}`
  }
  let column = 2
  return [...said]
    .filter((where) => where !== 'day')
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((where) => {
      const bars = barsOf(trips.filter((trip) => trip.where === where))
      const from = column
      const text = from + tracksOf(bars)
      column = text + 1
      return { where, bars, from, text, to: column }
    })
}

/** Requests that are on their way at once stand side by side. */
function barsOf(trips: readonly Trip[]): Bar[] {
  const freeAtMs: number[] = []
  return trips.map((trip) => {
    const found = freeAtMs.findIndex((ms) => ms <= trip.ms)
    const track = found < 0 ? freeAtMs.length : found
    freeAtMs[track] = trip.endMs ?? trip.ms
    return { trip, track }
  })
}

function barOf({ trip, track }: Bar, from: number, { of, ms }: Lines): string {
  const lineAt = (at: number): number => of[ms.findIndex((one) => one >= at)] ?? of.at(-1)!
  const start = lineAt(trip.ms)
  const end = Math.max(start, lineAt(trip.endMs ?? trip.ms))
  const took = trip.endMs === null ? 'nobody waited for its end' : lengthOf(trip.endMs - trip.ms)
  const title = escaped(`${shorten(trip.name)}: ${took}`)
  return `<div class="bar ${trip.isGood ? 'ok' : 'no'}" title="${title}" style="grid-area:${start}/${from + track}/${end + 1}/${from + track + 1}"></div>`
}

const departure = ({ ms, where, name }: Trip): Entry => ({ ms, where, kind: 'wire', words: `${name} goes out` })
const tracksOf = (bars: readonly Bar[]): number => Math.max(0, ...bars.map(({ track }) => track + 1))
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const LONG_GAP_MS = 60_000
const MARKS: Record<Entry['kind'], string> = { act: '', wire: '', disk: '', fault: '⚡ ', broken: '✖ ' }
const WIDTHS: Record<string, string> = { phone: '13rem', disk: '11rem', network: '14rem', server: '12rem' }
const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5b6570;--line:#d9dee4;--phone:#f3f6fa;--disk:#f7f4ee;--network:#f1f7f4;--server:#f6f3fa;--fault:#8a4b00;--faultPaper:#fff0d6;--bad:#b00020;--badPaper:#ffe3e6;--good:#1a6b3c;--ok:#4c9a6f;--no:#d08a2e}
@media(prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e8ebee;--soft:#9aa5b1;--line:#30363d;--phone:#1a2028;--disk:#211e18;--network:#18211d;--server:#1f1b26;--fault:#ffc46b;--faultPaper:#3a2a10;--bad:#ff8a98;--badPaper:#4a1219;--good:#6fd39b;--ok:#4fae7c;--no:#d9962f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.35 system-ui,sans-serif;font-variant-numeric:tabular-nums}
header{padding:1rem 1rem .5rem;max-width:60rem;position:sticky;left:0}
h1{font-size:1.4rem;margin:0 0 .5rem}
header p{margin:.25rem 0}
.verdict{font-weight:600;padding:.5rem .75rem;border-radius:.4rem;border:1px solid}
.good{color:var(--good)}.bad{color:var(--bad);background:var(--badPaper)}.bad a{color:inherit}
.key{display:flex;flex-wrap:wrap;gap:1rem;color:var(--soft)}
.day{display:grid;width:max-content;padding:0 1rem 2rem;column-gap:.25rem}
.head{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:2px solid var(--line);font-weight:600;padding:.4rem}
time{color:var(--soft);padding:.1rem .4rem;text-align:right;border-top:1px solid var(--line)}
.lane{border-radius:.3rem}.lane.phone{background:var(--phone)}.lane.disk{background:var(--disk)}.lane.network{background:var(--network)}.lane.server{background:var(--server)}
.thing{padding:.1rem .4rem;overflow-wrap:anywhere;align-self:start}
.thing.wire{color:var(--soft)}
.thing.fault{color:var(--fault);background:var(--faultPaper);border-radius:.25rem}
.thing.broken{color:var(--bad);background:var(--badPaper);border-radius:.25rem;font-weight:600}
#first-broken{outline:2px solid var(--bad)}
.thing.all{text-align:center;border-block:1px dashed var(--line);margin-block:.2rem}
.gap{color:var(--soft);text-align:center;font-style:italic;padding:.3rem;background:var(--paper);border-block:1px dotted var(--line);z-index:1}
.bar{border-radius:.3rem;min-height:.6rem;margin:.3rem 1px}.bar.ok{background:var(--ok)}
.bar.no{background:repeating-linear-gradient(45deg,var(--no) 0 4px,transparent 4px 7px);border:1px solid var(--no)}
i.bar{display:inline-block;width:.6rem;height:.9rem;margin:0 .2rem;vertical-align:middle}
`
