import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createApp } from '../src/app.ts'
import { systemRandom } from '../src/random.ts'
import { handClock } from './support/gym.ts'
import { noDb } from './support/noDb.ts'

const SCRIPT = 'globalThis.ready = true'
let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-headers-'))
  writeFileSync(join(folder, 'index.html'), `<!doctype html><script src="/a.js" defer></script><script>${SCRIPT}</script>`)
  writeFileSync(join(folder, 'sw.js'), '// worker')
})
after(() => rmSync(folder, { recursive: true, force: true }))

const app = () => createApp({ db: noDb, clock: handClock(), random: systemRandom, demo: false, webDir: folder })
const headersOf = async (url: string) => (await app().inject(url)).headers
const policyOf = async (url: string) => String((await headersOf(url))['content-security-policy'])

test('every answer forbids sniffing and framing, and sends no referrer', async () => {
  for (const url of ['/', '/sw.js', '/v1/server', '/v1/nowhere', '/v1/sync', '/healthz', '/readyz', '/docs', '/openapi.json', '/metrics']) {
    const headers = await headersOf(url)
    const found = ['x-content-type-options', 'referrer-policy', 'x-frame-options', 'cross-origin-opener-policy'].map(
      (name) => headers[name],
    )
    assert.deepEqual(found, ['nosniff', 'no-referrer', 'DENY', 'same-origin'], url)
    assert.match(String(headers['content-security-policy']), /default-src '(none|self)';.*frame-ancestors 'none'/, url)
  }
})

test('JSON may do nothing in a browser', async () => {
  for (const url of ['/v1/server', '/v1/nowhere', '/openapi.json'])
    assert.equal(await policyOf(url), "default-src 'none'; frame-ancestors 'none'", url)
})

test('the app runs its own scripts and those its page was built with, and no other; its worker may fetch', async () => {
  const hash = createHash('sha256').update(SCRIPT).digest('base64')
  for (const url of ['/', '/history', '/sw.js']) {
    const policy = await policyOf(url)
    assert.ok(policy.includes(`script-src 'self' 'sha256-${hash}';`), policy)
    assert.doesNotMatch(policy, /script-src[^;]*(unsafe|\*|http)/)
  }
})

test('the page that the app is built from has no inline handler, which the policy would block', () => {
  const page = readFileSync(new URL('../../mobile/public/index.html', import.meta.url), 'utf8')
  assert.doesNotMatch(page, /\son\w+=|javascript:|<base\b|src="https?:|href="https?:/i)
})
