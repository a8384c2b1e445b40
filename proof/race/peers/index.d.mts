import type { Peer } from '../lib/peer.ts'

export const peers: readonly Peer[]
export const queues: readonly Peer[]
