import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// OWASP's first choice of parameters for scrypt is N = 2^17; 2^15 with 32 MB keeps a small server able to sign people in.
const COST = { N: 2 ** 15, r: 8, p: 1 }
const KEY_BYTES = 32

/** The stored form of a password: `scrypt$N$r$p$salt$key`, salted afresh each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether the password is the one stored. Without a stored one it takes as long and says no, so nobody learns which emails exist. */
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
    // The 32 MB of these parameters are exactly scrypt's default limit, which counts a little more.
    scrypt(password, salt, KEY_BYTES, { ...cost, maxmem: 64 * 1024 * 1024 }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
