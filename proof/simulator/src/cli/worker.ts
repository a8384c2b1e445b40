import { parentPort } from 'node:worker_threads'
import { runBatch, type Job } from './many.ts'

parentPort!.on('message', ({ job, from, to }: { job: Job; from: number; to: number }) => {
  parentPort!.postMessage(runBatch(job, from, to))
})
