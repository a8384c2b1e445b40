import type { Account } from '@holdfast/contract'
import { z } from 'zod'
import type { Index } from './ports.ts'

const PREFIX = 'unsent_'

const unsentSchema = z.object({ name: z.string(), changes: z.number().int().positive() })

/** What waits on this device for an account that is not signed in now. */
export type UnsentHere = z.infer<typeof unsentSchema>

/** Stores how many changes wait for an account that is closed, so that the next person on this device is told. Zero removes the entry. */
export function rememberUnsent(index: Index, { id, name }: Pick<Account, 'id' | 'name'>, changes: number): void {
  if (changes === 0) index.remove(PREFIX + id)
  else index.write(PREFIX + id, JSON.stringify({ name, changes } satisfies UnsentHere))
}

/** Removes the entry of an account. */
export function forgetUnsent(index: Index, accountId: string): void {
  index.remove(PREFIX + accountId)
}

/** What waits on this device for all accounts but this one. An entry that cannot be read is left out. */
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
