import { z } from 'zod'
import type { Index } from '../device/ports.ts'
import { columns, type Columns } from './columnNames.ts'
import { KEPT_COLUMNS_KEY } from './keptColumns.ts'
import { plainText } from './plainText.ts'
import { parsedJson } from '../device/parsedJson.ts'

/** More than any lifter has kinds of files. */
const KEPT_MAX = 20

const keptSchema = z.array(z.object({ header: z.string(), columns: z.partialRecord(z.enum(columns), z.number().int().min(0)) }))

/** Which column of a header holds what, as a person assigned it; stored on this device. */
export type AssignedColumns = {
  of(header: readonly string[]): Columns | null
  keep(header: readonly string[], assigned: Columns): void
}

export function createAssignedColumns(index: Index): AssignedColumns {
  const kept = () => keptSchema.safeParse(parsedJson(index.read(KEPT_COLUMNS_KEY) ?? '[]')).data ?? []
  return {
    of: (header) => kept().find((one) => one.header === nameOf(header))?.columns ?? null,
    keep(header, assigned) {
      const name = nameOf(header)
      const others = kept().filter((one) => one.header !== name)
      index.write(KEPT_COLUMNS_KEY, JSON.stringify([{ header: name, columns: assigned }, ...others].slice(0, KEPT_MAX)))
    },
  }
}

const nameOf = (header: readonly string[]): string => JSON.stringify(header.map(plainText))
