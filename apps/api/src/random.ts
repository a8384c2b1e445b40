import { randomBytes, randomUUID } from 'node:crypto'

/** The source of randomness. `secret` is 256 bits, enough for a token. */
export type Random = { uuid: () => string; secret: () => string }

/** The operating system's generator. */
export const systemRandom: Random = { uuid: () => randomUUID(), secret: () => randomBytes(32).toString('base64url') }
