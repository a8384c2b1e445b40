import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { goal } from '../bench/lib/goal.mjs'
import { writeBetween } from '../bench/lib/markers.mjs'
import { median, spread } from '../bench/lib/statistics.mjs'
import { goalTable } from '../bench/lib/table.mjs'
import { root } from './lib/root.mjs'
import { workspaces } from './lib/workspaces.mjs'

// What of the bench needs none of its peers: they are not installed when this runs.

const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('a table goes between its markers, and what people wrote around it stays to the letter', () => {
  const file = join(folder, 'README.md')
  writeFileSync(file, '# Title\n<!-- size -->\nold\n<!-- /size -->\nAfter.\n')
  assert.equal(writeBetween(file, 'size', 'new\n\n'), true)
  assert.equal(readFileSync(file, 'utf8'), '# Title\n<!-- size -->\nnew\n<!-- /size -->\nAfter.\n')
})

test('a file without the markers, or with half of them, is left alone', () => {
  const file = join(folder, 'other.md')
  for (const text of ['nothing here\n', '<!-- size -->\nno end\n', '<!-- /size -->\n<!-- size -->\n']) {
    writeFileSync(file, text)
    assert.equal(writeBetween(file, 'size', 'new'), false)
    assert.equal(readFileSync(file, 'utf8'), text)
  }
  assert.equal(writeBetween(join(folder, 'nobody.md'), 'size', 'new'), false)
})

test('a goal that is missed says so', () => {
  assert.deepEqual([goal('a', 2, '≤', 2).met, goal('b', 2.1, '≤', 2).met, goal('c', 79, '≥', 80).met], [true, false, false])
  assert.match(goalTable([goal('b', 2.1, '≤', 2)]), /\| b \| 2\.10 \| ≤ 2 \| \*\*missed\*\* \|/)
})

test('the median is the value in the middle, the spread the middle half beside it', () => {
  assert.equal(median([5, 1, 100, 3, 4]), 4)
  assert.equal(spread([1, 2, 3, 4, 5]), 2 / 3)
})

test('the peers belong to the bench alone: no workspace, exact versions, a lockfile that names no registry', () => {
  assert.ok(!workspaces(root).includes('bench'))
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'bench/package.json'), 'utf8'))
  for (const [name, version] of Object.entries(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
  assert.doesNotMatch(readFileSync(join(root, 'bench/package-lock.json'), 'utf8'), /"resolved"/)
})
