import { Worker } from 'node:worker_threads'
import type { CheckName } from '../checkNames.ts'
import { planDay, type Day } from '../day.ts'
import { partOf } from '../exhaustive.ts'
import { addTally, emptyTally, type Tally } from '../tally.ts'
import { runDay, type RunOptions } from '../world.ts'

/** Many days: of seeds one after the other, or a part of the exhaustive tier. */
export type Job =
  { kind: 'seeds'; from: number; size: number } | { kind: 'part'; deaths: 0 | 1 | 2; requests: number; name: string; size: number }

/** The first check a day broke. */
export type Broken = { index: number; check: CheckName; words: string }

/** What became of some days. `hash` stands for all that happened in them, in whatever order they ran. */
export type Batch = { done: number; brokenDays: number; broken: Broken[]; tally: Tally; hash: number; steps: number; virtualMs: number }

/** What became of all of them, in how much time: of the wall, and of every core together. */
export type Result = Batch & { wallMs: number; cpuMs: number; workers: number }

/** How many days a worker takes at a time. */
export const BATCH = 100
/** The young generation of V8: with a small one, half a day of short-lived objects is copied for nothing. */
const YOUNG_MB = 64
const TELL_EVERY_MS = 5_000
/** More broken days than these are counted and not kept. */
const KEPT_MAX = 20

/** The day of this number in the job. */
export const dayOf = (job: Job, index: number): Day =>
  job.kind === 'seeds' ? planDay(job.from + index) : partOf(job.deaths, job.requests).dayOf(index)

/** Runs the days of these numbers, here. */
export function runBatch(job: Job, from: number, to: number, options: RunOptions = {}): Batch {
  const batch = emptyBatch()
  for (let index = from; index < to; index++) {
    const { violations, tally, hash, steps, virtualMs } = runDay(dayOf(job, index), options)
    const [first] = violations
    if (first) batch.broken.push({ index, check: first.check, words: first.words })
    addBatch(batch, { done: 1, brokenDays: first ? 1 : 0, broken: [], tally, hash: parseInt(hash.slice(0, 8), 16), steps, virtualMs })
  }
  return batch
}

/** Runs a whole job on worker threads; `tell` hears how far it is. */
export async function runMany(job: Job, workers: number, tell: (line: string) => void): Promise<Result> {
  const startedAtMs = performance.now()
  const startedCpu = process.cpuUsage()
  const sum = emptyBatch()
  let next = 0
  let toldAtMs = startedAtMs
  const progress = (): void => {
    const nowMs = performance.now()
    if (nowMs - toldAtMs < TELL_EVERY_MS && !process.stdout.isTTY) return
    toldAtMs = nowMs
    const perMinute = Math.round((sum.done * 60_000) / (nowMs - startedAtMs))
    tell(`${count(sum.done)} of ${count(job.size)} days · ${count(perMinute)} a minute · ${count(sum.brokenDays)} broken`)
  }
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
      const give = (): void => {
        if (next >= job.size) return void worker.terminate().then(() => resolve())
        const from = next
        next = Math.min(job.size, from + BATCH)
        worker.postMessage({ job, from, to: next })
      }
      worker.on('message', (batch: Batch) => {
        for (const { index, check } of batch.broken)
          tell(`BROKEN ${job.kind === 'seeds' ? `seed ${job.from + index}` : `day ${index}`}: ${check}`)
        addBatch(sum, batch)
        progress()
        give()
      })
      worker.on('error', reject)
      give()
    })
  await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, Math.ceil(job.size / BATCH))) }, work))
  const { user, system } = process.cpuUsage(startedCpu)
  sum.broken.sort((a, b) => a.index - b.index)
  return { ...sum, wallMs: performance.now() - startedAtMs, cpuMs: (user + system) / 1000, workers }
}

/** Adds the second to the first. */
export function addBatch(sum: Batch, { done, brokenDays, broken, tally, hash, steps, virtualMs }: Batch): void {
  sum.done += done
  sum.brokenDays += brokenDays
  sum.broken.push(...broken.slice(0, KEPT_MAX - sum.broken.length))
  sum.hash = (sum.hash + hash) >>> 0
  sum.steps += steps
  sum.virtualMs += virtualMs
  addTally(sum.tally, tally)
}

export const emptyBatch = (): Batch => ({ done: 0, brokenDays: 0, broken: [], tally: emptyTally(), hash: 0, steps: 0, virtualMs: 0 })

/** A number with thin gaps, for people. */
export const count = (number: number): string => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ' ')
