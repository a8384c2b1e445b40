import type { Clock } from './clock.ts'
import type { Db } from './db/db.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Random } from './random.ts'

/** What the server depends on. `demo` says whether anybody may sign in as the demo lifter. */
export type Ports = { db: Db; clock: Clock; random: Random; demo: boolean; metrics: Metrics }
