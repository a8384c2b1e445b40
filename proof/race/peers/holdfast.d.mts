import type { Clock } from '@holdfast/journal'
import type { Holdfast } from '../lib/peer.ts'

export const holdfast: Holdfast
export const systemClock: Clock
