import { table } from '@holdfast/tools/table'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coreMissing } from '../mmkv.ts'
import { dropFolder, newFolder } from '../place.ts'
import { numbers } from '../written.ts'
import { scenarios, type Finding, type Said, type ScenarioName } from './scenarios.ts'

const child = join(import.meta.dirname, 'child.ts')

/** How many processes are killed on one place, one after the other, before a new place is taken: recovered stores are killed too. */
const KILLS_PER_PLACE = 5
const OPENING_MS_MAX = 12
const WRITING_MS_MAX = 120
/** A child that has said nothing by then hangs. */
const SILENCE_MS_MAX = 30_000

/** What many kills added up to. `places` are the folders of trials that went wrong, kept to look into. */
export type Totals = {
  scenario: ScenarioName
  kills: number
  /** How many of them struck while the store was being opened (and healed, and committed). */
  whileOpening: number
  acknowledged: number
  /** Acknowledged records that were not there afterwards, and the kills that lost some. */
  lost: number
  killsThatLost: number
  invented: number
  destroyed: number
  places: string[]
  words: string[]
}

/** Kills a writing process again and again, at moments that follow from the seed, and has a fresh process look each time. */
export async function kill(
  scenario: ScenarioName,
  { kills, seed, until = () => false, keep = true }: { kills: number; seed: string; until?: (totals: Totals) => boolean; keep?: boolean },
): Promise<Totals> {
  const missing = coreMissing()
  if (missing) throw new Error(missing)
  const totals: Totals = {
    scenario,
    kills: 0,
    whileOpening: 0,
    acknowledged: 0,
    lost: 0,
    killsThatLost: 0,
    invented: 0,
    destroyed: 0,
    places: [],
    words: [],
  }
  const chance = numbers(`${seed} ${scenario}`)
  let place = newPlace()
  while (totals.kills < kills && !until(totals)) {
    if (place.processes.length === KILLS_PER_PLACE) {
      dropFolder(place.path)
      place = newPlace()
    }
    const whileOpening = chance() % 5 === 0
    const afterMs = (chance() / 2 ** 32) * (whileOpening ? OPENING_MS_MAX : WRITING_MS_MAX)
    const struckWriting = await killOnce(scenario, place, whileOpening ? 'opening' : 'writing', afterMs)
    const finding = find(scenario, place)

    totals.kills++
    totals.whileOpening += struckWriting ? 0 : 1
    totals.acknowledged += acknowledgedBy(place, place.processes.at(-1) ?? '')
    totals.destroyed += finding.destroyed
    totals.invented += finding.invented
    totals.lost += finding.lost
    if (finding.lost + finding.invented > 0) {
      totals.killsThatLost++
      totals.words.push(`kill ${totals.kills}: ${finding.words.join('; ')}`)
      if (keep) totals.places.push(place.path)
      else dropFolder(place.path)
      // What is lost stays lost: go on with a new place, or the next kill would count it again.
      place = newPlace()
    }
  }
  dropFolder(place.path)
  return totals
}

type KillPlace = { path: string; processes: string[] }

/** In memory where there is such a thing: SIGKILL takes nothing back from a page, and without a disk to wait for it strikes at work. */
function newPlace(): KillPlace {
  return { path: newFolder(), processes: [] }
}

/** Answers whether the child had begun to write when it died. */
function killOnce(scenario: ScenarioName, place: KillPlace, at: 'opening' | 'writing', afterMs: number): Promise<boolean> {
  const name = `p${place.processes.length}`
  place.processes.push(name)
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, 'write', scenario, place.path, name, acknowledgements(place, name)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const silent = setTimeout(() => running.kill('SIGKILL'), SILENCE_MS_MAX)
    let said = ''
    let isDying = false
    running.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (isDying || !said.includes(at)) return
      isDying = true
      setTimeout(() => running.kill('SIGKILL'), afterMs)
    })
    running.on('error', reject)
    running.on('close', (code, signal) => {
      clearTimeout(silent)
      if (isDying && signal === 'SIGKILL') resolve(said.includes('writing'))
      else
        reject(new Error(`the writing process of ${scenario} ended by itself (code ${code}, signal ${signal}); its place is ${place.path}`))
    })
  })
}

function find(scenario: ScenarioName, place: KillPlace): Finding {
  const [said, finding] = [join(place.path, 'said.json'), join(place.path, 'finding.json')]
  writeFileSync(said, JSON.stringify(saidIn(place)))
  const { status, signal } = spawnSync(process.execPath, [child, 'find', scenario, place.path, said, finding], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // A core that crashes on what a kill left behind is a finding too, and not a small one.
  if (status !== 0) throw new Error(`the finding process of ${scenario} ended with ${signal ?? status}; its place is ${place.path}`)
  return JSON.parse(readFileSync(finding, 'utf8')) as Finding
}

function saidIn(place: KillPlace): Said {
  const said: Said = { acknowledged: [], tried: [] }
  for (const name of place.processes) {
    const count = acknowledgedBy(place, name)
    for (let n = 1; n <= count; n++) said.acknowledged.push(`${name}:${n}`)
    // The one it was killed over may be there or not.
    for (let n = 1; n <= count + 1; n++) said.tried.push(`${name}:${n}`)
  }
  return said
}

function acknowledgedBy(place: KillPlace, name: string): number {
  const file = acknowledgements(place, name)
  return existsSync(file) && statSync(file).size === 4 ? readFileSync(file).readUInt32LE() : 0
}

function acknowledgements(place: KillPlace, name: string): string {
  return join(place.path, `acknowledged-${name}`)
}

/** The totals as a table for people. */
export function tableOf(all: readonly Totals[]): string {
  const rows = all.map((totals) => [
    scenarios[totals.scenario].what,
    `${totals.kills} (${totals.whileOpening})`,
    String(totals.acknowledged),
    String(totals.lost),
    String(totals.killsThatLost),
    String(totals.invented),
    `${totals.destroyed} of ${totals.kills * scenarios[totals.scenario].stores}`,
  ])
  const head = ['layout', 'kills (while opening)', 'acknowledged', 'lost', 'kills that lost', 'invented', 'stores destroyed']
  return table(head, rows, { isAligned: false })
}
