import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SharedTexts } from '../sync/device/ports.ts'
import { indexedDbText } from './indexedDbText.ts'
import { inOneStep } from './inOneStep.ts'

/** A secure store that answers late, like the system's. */
function slowSafe(): SharedTexts {
  const texts = new Map<string, string>()
  const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return inOneStep({
    read: (key) => later().then(() => texts.get(key) ?? null),
    write: (key, text) => later().then(() => void texts.set(key, text)),
    remove: (key) => later().then(() => void texts.delete(key)),
  })
}

const safe = slowSafe()
const stores: [name: string, tabs: readonly SharedTexts[]][] = [
  ['two tabs on IndexedDB', [indexedDbText('texts'), indexedDbText('texts')]],
  ['the system’s safe, in one process', [safe, safe]],
]
for (const [name, tabs] of stores) {
  test(`${name}: of many changes at once none is lost`, async () => {
    const more = (text: string | null): string => String(Number(text ?? '0') + 1)
    await Promise.all(Array.from({ length: 30 }, (_, index) => tabs[index % 2]!.change('count', more)))
    assert.equal(await tabs[0]!.read('count'), '30')
  })

  test(`${name}: a change receives the stored text, can remove it, and leaves other texts alone`, async () => {
    const [one, other] = tabs as [SharedTexts, SharedTexts]
    await other.write('beside', 'stays')
    assert.equal(await one.change('text', (text) => `${text} then this`), 'null then this')
    assert.equal(await other.change('text', (text) => text), 'null then this')
    assert.equal(await one.change('text', () => null), null)
    assert.deepEqual([await other.read('text'), await one.read('beside')], [null, 'stays'])
  })

  test(`${name}: a change that fails changes nothing and blocks no other`, async () => {
    const [one, other] = tabs as [SharedTexts, SharedTexts]
    await one.write('kept', 'as it was')
    const fails = one.change('kept', () => {
      throw new Error('no')
    })
    await assert.rejects(fails, /no/)
    assert.equal(await other.change('kept', (text) => text), 'as it was')
  })
}
