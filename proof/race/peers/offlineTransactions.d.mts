import type { Peer } from '../lib/peer.ts'

export const offlineTransactions: Peer
