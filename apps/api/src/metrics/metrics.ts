import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Connections } from '../db/db.ts'

/** How an operation ended. `replayed`: a duplicate that got the stored answer. */
export type OperationEnd = 'applied' | 'superseded' | 'rejected' | 'replayed' | 'reused'

/** The server's counters. No label names a person, a session or an address. */
export type Metrics = {
  answered: (request: { method: string; route: string; status: number; seconds: number }) => void
  operation: (operation: { kind: string; result: OperationEnd }) => void
  /** How long ago an operation was logged when it arrived, and by how much its device's clock was corrected. */
  arrived: (operation: { ageMs: number; shiftMs: number }) => void
  /** A transaction began. Call the answer when it has ended. */
  transaction: () => () => void
  /** Also reports a pool of connections; `read` is called at each request for the metrics. */
  pool: (read: () => Connections) => void
  /** All metrics in Prometheus' text format. */
  text: () => Promise<string>
  contentType: string
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Counts from zero. `ofProcess` adds the metrics of Node: memory, garbage collection, event loop lag. */
export function createMetrics({ ofProcess }: { ofProcess: boolean }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (ofProcess) collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'holdfast_request_duration_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const operations = new Counter({
    name: 'holdfast_operations_total',
    help: 'Operations answered',
    labelNames: ['kind', 'result'],
    registers,
  })
  const age = new Histogram({
    name: 'holdfast_operation_age_seconds',
    help: 'How long ago an operation was logged when it came in',
    buckets: [1, 10, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY],
    registers,
  })
  const correction = new Histogram({
    name: 'holdfast_clock_correction_seconds',
    help: "By how much a device's clock was corrected, either way",
    buckets: [0, MINUTE, 10 * MINUTE, HOUR, DAY, 365 * DAY],
    registers,
  })
  const open = new Gauge({ name: 'holdfast_transactions_open', help: 'Transactions that run or wait for a connection', registers })
  const transactions = new Histogram({
    name: 'holdfast_transaction_duration_seconds',
    help: 'Transactions, with the wait for a connection',
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
    registers,
  })
  return {
    answered: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    operation: ({ kind, result }) => operations.inc({ kind, result }),
    arrived({ ageMs, shiftMs }) {
      age.observe(ageMs / 1000)
      correction.observe(Math.abs(shiftMs) / 1000)
    },
    transaction() {
      open.inc()
      const end = transactions.startTimer()
      return () => {
        open.dec()
        end()
      }
    },
    pool(read) {
      const gauge = (name: string, help: string, value: () => number) =>
        new Gauge({
          name,
          help,
          registers,
          collect() {
            this.set(value())
          },
        })
      gauge('holdfast_connections_in_use', 'Connections to the database that are lent out', () => read().inUse)
      gauge('holdfast_connections_waited_for', 'Requests that wait for a connection to the database', () => read().waiting)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
