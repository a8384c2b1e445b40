import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// OWASP recommends N = 2^17 for scrypt. N = 2^15 needs 32 MB, so that a small server can still sign people in.
const COST = { N: 2 ** 15, r: 8, p: 1 }
const KEY_BYTES = 32

/** The stored form of a password: `scrypt$N$r$p$salt$key`, with a new salt each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/**
 * Whether the password is the stored one. Without a stored one it takes as long and answers false, so that the time does not reveal which
 * emails exist.
 */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (stored ?? (await nobodysPassword())).split('$')
  if (salt === undefined || key === undefined) throw new Error('a stored password is not in the form we write')
  const expected = Buffer.from(key, 'base64url')
  const given = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return timingSafeEqual(given, expected) && stored !== null
}

let nobodys: Promise<string> | undefined
function nobodysPassword(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(32).toString('base64url'))
  return nobodys
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // These parameters need 32 MB. That is scrypt's default limit, but scrypt counts a little more than that.
    scrypt(password, salt, KEY_BYTES, { ...cost, maxmem: 64 * 1024 * 1024 }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
