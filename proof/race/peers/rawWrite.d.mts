import type { RawWrite } from '../lib/peer.ts'

export const rawWrite: RawWrite
