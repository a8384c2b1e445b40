import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { test } from 'node:test'
import { filesUnder } from './files.ts'
import { root } from './root.mjs'

/** What answers according to the zone of the machine: getters and setters of the local time, and words made of it. */
const local =
  /\.(get|set)(FullYear|Month|Date|Day|Hours|Minutes)\(|\.getTimezoneOffset\(|\.to(Date|Time|LocaleDate|LocaleTime)String\(|DateTimeFormat\(/

test('packages, the simulator, the API and the platform never ask for the local time, so that their tests need no other zone', () => {
  const sources = ['packages', 'proof/simulator', 'apps/api', 'apps/mobile/platform']
    .flatMap((folder) => filesUnder(join(root, folder)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.split(sep).includes('test'))
  assert.ok(sources.length > 100, String(sources.length))
  assert.deepEqual(
    sources.filter((file) => local.test(readFileSync(file, 'utf8'))).map((file) => relative(root, file)),
    [],
  )
})
