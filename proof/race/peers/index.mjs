import { legendState } from './legendState.mjs'
import { offlineTransactions } from './offlineTransactions.mjs'
import { reduxOffline } from './reduxOffline.mjs'
import { tanstackQuery } from './tanstackQuery.mjs'
import { zustandPersist } from './zustandPersist.mjs'

/** Everybody who runs on a store of strings, in Node. */
export const peers = [zustandPersist, tanstackQuery, reduxOffline, legendState, offlineTransactions]

/** Those that send by themselves: queues, not only stores. */
export const queues = peers.filter((peer) => peer !== zustandPersist)
