import type { Peer } from '../lib/peer.ts'

export const zustandPersist: Peer
