import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { filesUnder } from './lib/files.ts'
import { root } from './lib/root.mjs'

for (const name of ['journal', 'outbox']) {
  const folder = join(root, 'packages', name)
  const spec = readFileSync(join(folder, 'SPEC.md'), 'utf8')
  const rules = [...spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, rule]) => rule)

  test(`${name}: each rule is stated once, as a must, and cited by a test; no test cites another`, () => {
    assert.ok(rules.length >= 25, String(rules.length))
    assert.deepEqual(rules, [...new Set(rules)])
    const letters = [...new Set(rules.map((rule) => rule?.charAt(0)))].join('')
    const sources = filesUnder(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const cited = new Set([...sources.matchAll(new RegExp(`\\[([${letters}]\\d+)\\]`, 'g'))].map(([, rule]) => rule))
    assert.deepEqual(
      [...cited].filter((rule) => !rules.includes(rule)),
      [],
    )
    assert.deepEqual(
      rules.filter((rule) => !cited.has(rule)),
      [],
    )
  })

  test(`${name}: every rule says must`, () => {
    const texts = spec.split(/^- (?=\*\*[A-Z]\d+\*\*)/m).slice(1)
    assert.equal(texts.length, rules.length)
    assert.deepEqual(
      texts.filter((text) => !/\bmust\b|\bmay\b/.test(text)).map((text) => text.slice(0, 8)),
      [],
    )
  })
}
