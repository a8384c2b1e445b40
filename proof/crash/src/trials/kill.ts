import { table } from '@holdfast/tools/table'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coreMissing } from '../mmkv.ts'
import { dropFolder, newFolder } from '../location.ts'
import { numbers } from '../written.ts'
import { scenarios, type Finding, type Said, type ScenarioName } from './scenarios.ts'

const child = join(import.meta.dirname, 'child.ts')

/** How many processes are killed on one folder, one after the other, before a new folder is used: so recovered stores are killed too. */
const KILLS_PER_PLACE = 5
const OPENING_MS_MAX = 12
const WRITING_MS_MAX = 120
/** A child that has reported nothing by then hangs. */
const SILENCE_MS_MAX = 30_000

/** The sum of many kills. `places` are the folders of failed trials, kept for inspection. */
export type Totals = {
  scenario: ScenarioName
  kills: number
  /** How many kills came while the store was being opened (and repaired, and committed). */
  whileOpening: number
  acknowledged: number
  /** Acknowledged records that were missing afterwards, and the kills that lost any. */
  lost: number
  killsThatLost: number
  invented: number
  destroyed: number
  locations: string[]
  words: string[]
}

/** Kills a writing process again and again, at moments computed from the seed, and lets a new process check each time. */
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
    locations: [],
    words: [],
  }
  const chance = numbers(`${seed} ${scenario}`)
  let location = newLocation()
  while (totals.kills < kills && !until(totals)) {
    if (location.processes.length === KILLS_PER_PLACE) {
      dropFolder(location.path)
      location = newLocation()
    }
    const whileOpening = chance() % 5 === 0
    const afterMs = (chance() / 2 ** 32) * (whileOpening ? OPENING_MS_MAX : WRITING_MS_MAX)
    const struckWriting = await killOnce(scenario, location, whileOpening ? 'opening' : 'writing', afterMs)
    const finding = find(scenario, location)

    totals.kills++
    totals.whileOpening += struckWriting ? 0 : 1
    totals.acknowledged += acknowledgedBy(location, location.processes.at(-1) ?? '')
    totals.destroyed += finding.destroyed
    totals.invented += finding.invented
    totals.lost += finding.lost
    if (finding.lost + finding.invented > 0) {
      totals.killsThatLost++
      totals.words.push(`kill ${totals.kills}: ${finding.words.join('; ')}`)
      if (keep) totals.locations.push(location.path)
      else dropFolder(location.path)
      // A loss stays: continue in a new folder, or the next kill would count it again.
      location = newLocation()
    }
  }
  dropFolder(location.path)
  return totals
}

type KillPlace = { path: string; processes: string[] }

/** In memory where possible: SIGKILL does not affect written pages, and without waiting for a disk it hits the process at work. */
function newLocation(): KillPlace {
  return { path: newFolder(), processes: [] }
}

/** Answers whether the child had begun to write when it died. */
function killOnce(scenario: ScenarioName, location: KillPlace, at: 'opening' | 'writing', afterMs: number): Promise<boolean> {
  const name = `p${location.processes.length}`
  location.processes.push(name)
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, 'write', scenario, location.path, name, acknowledgements(location, name)], {
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
        reject(
          new Error(`the writing process of ${scenario} ended by itself (code ${code}, signal ${signal}); its place is ${location.path}`),
        )
    })
  })
}

function find(scenario: ScenarioName, location: KillPlace): Finding {
  const [said, finding] = [join(location.path, 'said.json'), join(location.path, 'finding.json')]
  writeFileSync(said, JSON.stringify(saidIn(location)))
  const { status, signal } = spawnSync(process.execPath, [child, 'find', scenario, location.path, said, finding], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // A core that crashes on what a kill left is a serious finding too.
  if (status !== 0) throw new Error(`the finding process of ${scenario} ended with ${signal ?? status}; its place is ${location.path}`)
  return JSON.parse(readFileSync(finding, 'utf8')) as Finding
}

function saidIn(location: KillPlace): Said {
  const said: Said = { acknowledged: [], tried: [] }
  for (const name of location.processes) {
    const count = acknowledgedBy(location, name)
    for (let n = 1; n <= count; n++) said.acknowledged.push(`${name}:${n}`)
    // The append that was interrupted may be there or not.
    for (let n = 1; n <= count + 1; n++) said.tried.push(`${name}:${n}`)
  }
  return said
}

function acknowledgedBy(location: KillPlace, name: string): number {
  const file = acknowledgements(location, name)
  return existsSync(file) && statSync(file).size === 4 ? readFileSync(file).readUInt32LE() : 0
}

function acknowledgements(location: KillPlace, name: string): string {
  return join(location.path, `acknowledged-${name}`)
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
