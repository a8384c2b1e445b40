import type { Medium, Opening, Reading, Stored, Writing } from '../medium.ts'

/** One store that outlives its media. `medium()` makes a medium for it, as a new process would. */
export type MediumLocation = { medium(): Medium }

/** One rule of the contract. `run` resolves when the medium keeps the rule, and rejects with a sentence when it does not. */
export type ContractCase = { name: string; run(location: MediumLocation): Promise<void> }

/**
 * The rules M1 to M9, which every medium must keep, fakes and real ones alike. Each case needs a fresh store. It needs no test runner, so
 * the same cases run in Node, in a browser page and on a phone.
 */
export const mediaContract: readonly ContractCase[] = [
  {
    name: '[M1] a new location is fresh, and from then on existing',
    async run(location) {
      const first = location.medium()
      same((await open(first)).state, 'fresh')
      first.close()
      same(await open(location.medium()), { state: 'existing', stored: [] })
    },
  },
  {
    name: '[M2] what append confirmed is there when another process opens the location',
    async run(location) {
      const first = location.medium()
      await open(first)
      same(await append(first, '0000000000000001', 'one'), { ok: true })
      same(await append(first, '0000000000000002', 'two'), { ok: true })
      same(await open(location.medium()), {
        state: 'existing',
        stored: [
          { key: '0000000000000001', value: 'one' },
          { key: '0000000000000002', value: 'two' },
        ],
      })
    },
  },
  {
    name: '[M3] a key is written once: the second write is refused and the first value stays',
    async run(location) {
      const medium = location.medium()
      await open(medium)
      await append(medium, '0000000000000001', 'first')
      const second = await append(medium, '0000000000000001', 'second')
      same(second.ok ? 'written' : second.why, 'taken')
      same(await read(medium, ''), { ok: true, stored: [{ key: '0000000000000001', value: 'first' }] })
    },
  },
  {
    name: '[M4] read gives what stands after a key, in key order',
    async run(location) {
      const medium = location.medium()
      await open(medium)
      for (const key of ['0000000000000010', '0000000000000002', '0000000000000001+', '0000000000000001']) await append(medium, key, key)
      same(await read(medium, '0000000000000001'), {
        ok: true,
        stored: ['0000000000000001+', '0000000000000002', '0000000000000010'].map((key) => ({ key, value: key })),
      })
    },
  },
  {
    name: '[M5] values come back to the letter: quotes, newlines, emoji, bars, the empty string, 64 kB',
    async run(location) {
      const medium = location.medium()
      await open(medium)
      const values = ['"\\', 'a\nb\r\n', '💪🏽 Übung', '1|2|3', '', 'x'.repeat(65_536)]
      for (const [index, value] of values.entries()) await append(medium, `000000000000000${index}`, value)
      const reading = await read(medium, '')
      same(reading.ok && reading.stored.map((stored) => stored.value), values)
    },
  },
  {
    name: '[M6] appends complete in the order they were asked',
    async run(location) {
      const medium = location.medium()
      await open(medium)
      const completed: string[] = []
      await Promise.all(
        ['0000000000000001', '0000000000000002', '0000000000000003'].map(async (key) => {
          await append(medium, key, 'value')
          completed.push(key)
        }),
      )
      same(completed, ['0000000000000001', '0000000000000002', '0000000000000003'])
    },
  },
  {
    name: '[M7] what one process appended, another that is already open can read',
    async run(location) {
      const one = location.medium()
      const other = location.medium()
      await open(one)
      await open(other)
      await append(one, '0000000000000001', 'from one')
      same(await read(other, ''), { ok: true, stored: [{ key: '0000000000000001', value: 'from one' }] })
      const taken = await append(other, '0000000000000001', 'from other')
      same(taken.ok ? 'written' : taken.why, 'taken')
    },
  },
  {
    name: '[M8] commit answers, and loses nothing',
    async run(location) {
      const medium = location.medium()
      await open(medium)
      await append(medium, '0000000000000001', 'one')
      await new Promise<void>((resolve) => medium.commit(resolve))
      same(await read(medium, ''), { ok: true, stored: [{ key: '0000000000000001', value: 'one' }] })
    },
  },
  {
    name: '[M9] a dropped medium is gone: opened again it is fresh and empty',
    async run(location) {
      const medium = location.medium()
      await open(medium)
      await append(medium, '0000000000000001', 'one')
      medium.close()
      same(await new Promise((resolve) => location.medium().drop(resolve)), true)
      const again = location.medium()
      same((await open(again)).state, 'fresh')
      same(await read(again, ''), { ok: true, stored: [] })
    },
  },
]

const open = (medium: Medium): Promise<Opening> => new Promise((resolve) => medium.open(resolve))
const read = (medium: Medium, afterKey: string): Promise<Reading> => new Promise((resolve) => medium.read(afterKey, resolve))
const append = (medium: Medium, key: Stored['key'], value: string): Promise<Writing> =>
  new Promise((resolve) => medium.append(key, value, resolve))

function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`expected ${b?.slice(0, 300)}, got ${a?.slice(0, 300)}`)
}
