import { randomBytes, randomUUID } from 'node:crypto'

/** Where chance comes from. `secret` is 256 bits, fit for a token. */
export type Random = { uuid: () => string; secret: () => string }

/** The operating system's generator. */
export const systemRandom: Random = { uuid: () => randomUUID(), secret: () => randomBytes(32).toString('base64url') }
