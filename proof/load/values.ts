import type { Chance } from '@holdfast/tools/chance'

/** The part of JSON Schema that zod writes for the contract. */
export type JsonSchema = {
  type?: string
  anyOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  multipleOf?: number
  minLength?: number
  maxLength?: number
  format?: string
}

/** Existing ids, which requests may use and misuse. */
export type Known = { ids: readonly string[] }

/** A value that a schema accepts, as far as the schema describes it; refinements are met only by luck. */
export function validValue(chance: Chance, schema: JsonSchema, known: Known): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return chance.pick(schema.enum)
  if (schema.anyOf) return validValue(chance, chance.pick(schema.anyOf), known)
  switch (schema.type) {
    case 'object': {
      const required = new Set(schema.required)
      const entries = Object.entries(schema.properties ?? {}).filter(([key]) => required.has(key) || chance.happens(0.5))
      return Object.fromEntries(entries.map(([key, part]) => [key, validValue(chance, part, known)]))
    }
    case 'array': {
      const least = schema.minItems ?? 0
      const size = least + chance.below(Math.min(schema.maxItems ?? 4, 4) - least + 1)
      return Array.from({ length: size }, () => validValue(chance, schema.items ?? {}, known))
    }
    case 'integer':
    case 'number':
      return validNumber(chance, schema)
    case 'string':
      return validText(chance, schema, known)
    case 'boolean':
      return chance.happens(0.5)
    case 'null':
      return null
    case undefined:
    default:
      return chance.happens(0.5) ? { logged_at: instant(chance) } : hostileValue(chance)
  }
}

/** A value that no client should send: edge cases of every type, and what breaks careless code. */
export function hostileValue(chance: Chance): unknown {
  return chance.pick(HOSTILE)(chance)
}

/** A copy with one or a few changes: other types, edge cases, missing fields, unknown ones. */
export function mutated(chance: Chance, value: unknown, share = 0.25): unknown {
  if (chance.happens(share * 0.3)) return hostileValue(chance)
  if (Array.isArray(value)) {
    const parts = value.map((part) => mutated(chance, part, share))
    if (chance.happens(share * 0.2)) parts.push(hostileValue(chance))
    if (chance.happens(share * 0.1)) return Array.from({ length: 300 }, () => parts[0] ?? null)
    return parts
  }
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).filter(() => !chance.happens(share * 0.2))
    const entries = kept.map(([key, part]): [string, unknown] => [key, chance.happens(share) ? mutated(chance, part, share) : part])
    if (chance.happens(share)) entries.push([chance.pick(KEYS), hostileValue(chance)])
    return Object.fromEntries(entries)
  }
  if (typeof value === 'number') return chance.pick([value + 1, -value, value * 1e9, value + 0.0001, String(value), Number.MAX_VALUE, -0])
  if (typeof value === 'string')
    return chance.pick([`${value}x`, value.slice(1), value.toUpperCase(), `${value}\0`, ` ${value}`, value.repeat(40), null])
  return hostileValue(chance)
}

const KEYS = [
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'then',
  '',
  'a\0b',
  '\ud800',
  'x'.repeat(2_000),
  '0',
  'logged_at',
  'id',
]

const HOSTILE: readonly ((chance: Chance) => unknown)[] = [
  () => null,
  () => true,
  () => [],
  () => ({}),
  () => '',
  () => '\0',
  () => 'a\0b',
  () => '\ud800',
  () => '\udc00\ud800',
  () => '\u202e\u0000\uffff',
  () => '💪'.repeat(600),
  () => 'x'.repeat(5_000),
  () => "'; drop table users; --",
  () => '{"$ne":null}',
  () => '../../etc/passwd',
  () => 'NaN',
  () => 'null',
  () => -1,
  () => 0.1 + 0.2,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 2 ** 63,
  () => 1e308,
  () => 5e-324,
  () => '1e400',
  () => '00000000-0000-0000-0000-000000000000',
  () => 'FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF',
  () => '0000-01-01T00:00:00Z',
  () => '9999-12-31T23:59:60Z',
  () => '9999-12-31T23:59:59.999999999-23:59',
  () => '-000001-01-01T00:00:00Z',
  () => '2026-02-29T00:00:00Z',
  () => nested(31),
  () => nested(33),
  () => nested(2_000),
  () => ({ constructor: { prototype: { admin: true } } }),
  () => ({ toString: 1, valueOf: 2, toJSON: 3 }),
  () => ({ length: 1_000_000_000 }),
  (chance) => Array.from({ length: 1_000 }, () => chance.below(9)),
  (chance) => chance.uuid(),
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function validNumber(chance: Chance, { type, minimum = 0, maximum = 1_000_000, multipleOf }: JsonSchema): number {
  const [low, high] = [Math.max(minimum, -1e9), Math.min(maximum, 1e9)]
  if (chance.happens(0.2)) return low
  if (chance.happens(0.2)) return high
  const step = multipleOf ?? (type === 'integer' ? 1 : 0.001)
  const steps = chance.below(Math.floor((high - low) / step) + 1)
  return Number((low + steps * step).toFixed(3))
}

function validText(chance: Chance, { format, minLength = 0, maxLength = 60 }: JsonSchema, known: Known): string {
  switch (format) {
    case 'uuid':
      return known.ids.length > 0 && chance.happens(0.85) ? chance.pick(known.ids) : chance.uuid()
    case 'date-time':
      return instant(chance)
    case 'date':
      return chance.happens(0.1) ? chance.pick(['0000-01-01', '0001-01-01', '9999-12-31']) : instant(chance).slice(0, 10)
    case 'email':
      return `${chance.uuid()}@example.org`
    case undefined:
    default: {
      const size = chance.happens(0.1) ? maxLength : Math.min(maxLength, minLength + chance.below(40))
      return Array.from({ length: size }, () => chance.pick(['a', 'Z', '7', ' ', 'é', '筋', "'", '\\', '"', '%'])).join('')
    }
  }
}

function instant(chance: Chance): string {
  const year = chance.pick([1970, 1999, 2015, 2025, 2026, 2026, 2026, 9999])
  const moment = new Date(Date.UTC(year, chance.below(12), 1 + chance.below(28), chance.below(24), chance.below(60), chance.below(60)))
  return moment.toISOString().replace('Z', chance.pick(['Z', 'Z', '+02:00', '-11:30']))
}
