import type { Account } from '@holdfast/contract'
import { z } from 'zod'
import type { Index } from './ports.ts'

const PREFIX = 'unsent_'

const unsentSchema = z.object({ name: z.string(), changes: z.number().int().positive() })

/** What waits on this device for somebody who is not signed in now. */
export type UnsentHere = z.infer<typeof unsentSchema>

/** Keeps how much waits for an account that is closed, so that whoever comes to this device next is told. Nothing waiting is not kept. */
export function rememberUnsent(index: Index, { id, name }: Pick<Account, 'id' | 'name'>, changes: number): void {
  if (changes === 0) index.remove(PREFIX + id)
  else index.write(PREFIX + id, JSON.stringify({ name, changes } satisfies UnsentHere))
}

export function forgetUnsent(index: Index, accountId: string): void {
  index.remove(PREFIX + accountId)
}

/** What waits here for everybody but this account. A hint that cannot be read is none. */
export function unsentOfOthers(index: Index, accountId: string | null): UnsentHere[] {
  return index
    .keys()
    .filter((key) => key.startsWith(PREFIX) && key !== `${PREFIX}${accountId}`)
    .sort()
    .flatMap((key) => unsentIn(index.read(key)) ?? [])
}

function unsentIn(text: string | null): UnsentHere | null {
  try {
    return unsentSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}
