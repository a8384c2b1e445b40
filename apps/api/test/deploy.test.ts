import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

// Our tests have no container engine, so the text of the files in deploy/ is compared with the server.

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found ?? '')
const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

const compose = read('deploy/compose.yaml')
const dockerfile = read('deploy/Dockerfile')
const nginx = read('deploy/nginx.conf')
const running = read('docs/running.md')
const settings = sorted(
  all(read('apps/api/src/settings.ts') + read('apps/api/src/main.ts'), /(?:given\('|process\.env(?:\.|\['))([A-Z][A-Z_]+)/g),
)

/** The lines below a key of a YAML file that are indented deeper. */
function below(yaml: string, key: string, indent: number): string {
  const lines = yaml.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`${' '.repeat(indent)}${key}:`))
  assert.ok(start >= 0, `there is no ${key}`)
  const length = lines.slice(start + 1).findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent)
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n')
}

const services = below(compose, 'services', 0)
const keysAt = (yaml: string, indent: number) => all(yaml, new RegExp(`^ {${indent}}([A-Za-z0-9_-]+):`, 'gm'))

test('every variable the server reads is documented, and every documented variable is read', () => {
  assert.ok(settings.length >= 9)
  assert.deepEqual(sorted(all(running, /^\| `([A-Z_]+)` \|/gm)), settings)
})

test('compose: PostgreSQL, two API processes and a proxy; only the proxy is reachable from outside, by loopback', () => {
  assert.deepEqual(keysAt(services, 2).sort(), ['api-1', 'api-2', 'database', 'proxy'])
  for (const api of ['api-1', 'api-2']) assert.match(below(services, api, 2), /<<: \*api/)
  assert.deepEqual(all(services, /^ {4}(ports):/gm), ['ports'])
  const listens = all(nginx, /listen (\d+);/g)
  assert.deepEqual(all(below(services, 'proxy', 2), /- '(127\.0\.0\.1:\d+:\d+)'/g), [`127.0.0.1:8080:${listens[0]}`])
})

test('compose: the API gets variables that exist, and the port that the proxy and the image use', () => {
  const environment = below(below(compose, 'x-api', 0), 'environment', 2)
  const given = keysAt(environment, 4)
  assert.ok(given.includes('DATABASE_URL'))
  assert.deepEqual(
    given.filter((name) => !settings.includes(name)),
    [],
  )
  const port = /PORT: '(\d+)'/.exec(environment)?.[1]
  assert.deepEqual(all(nginx, /server (api-\d:\d+)/g), [`api-1:${port}`, `api-2:${port}`])
  assert.match(dockerfile, new RegExp(`^EXPOSE ${port}$`, 'm'))
})

test('compose: a process has more time to end than it needs', () => {
  const graceMs = Number(/stop_grace_period: (\d+)s/.exec(below(compose, 'x-api', 0))?.[1]) * 1_000
  const exitMs = Number(/EXIT_MS = ([\d_]+)/.exec(read('apps/api/src/shutdown.ts'))?.[1]?.replaceAll('_', ''))
  assert.ok(exitMs > 0 && graceMs > exitMs)
})

test('the image: two build stages and a final one, not root, variables that exist, and a health check on the right path', () => {
  assert.ok(all(dockerfile, /^(FROM) node:24-slim/gm).length >= 2)
  assert.match(dockerfile.split(/^FROM/m).at(-1) ?? '', /^USER node$/m)
  const set = all(dockerfile, /^ENV (.+)$/gm).flatMap((line) => all(line, /([A-Z_]+)=/g))
  assert.deepEqual(
    set.filter((name) => name !== 'NODE_ENV' && !settings.includes(name)),
    [],
  )
  const path = /HEALTHCHECK[^]*?\}(\/[a-z]+)/.exec(dockerfile)?.[1]
  assert.match(read('apps/api/src/http/health.ts'), new RegExp(`app\\.get\\('${path}'`))
  for (const copied of all(dockerfile, /^COPY (?!--from)(?!\. )(.+) \S+$/gm).flatMap((line) => line.split(' '))) {
    assert.ok(readable(copied), `${copied} is copied, but is not there`)
  }
})

test('the proxy does not expose the metrics, and retries only what is safe to send again', () => {
  assert.match(nginx, /location = \/metrics \{\s+return 404;/)
  assert.match(nginx, /proxy_next_upstream .*non_idempotent/)
})

test('no file holds a secret', () => {
  for (const name of readdirSync(`${root}deploy`).filter((file) => file !== '.env')) {
    const text = read(`deploy/${name}`)
    for (const [line] of text.matchAll(/^.*(?:PASSWORD|SECRET|TOKEN|:\/\/\w+:).*$/gm)) {
      assert.match(line, /^\s*#|\$\{POSTGRES_PASSWORD:\?/, `${name}: ${line}`)
    }
  }
  assert.match(read('deploy/Dockerfile.dockerignore'), /^deploy\/\.env$/m)
})

test('every table of the migrations has its line in the DDL for Citus, on the shard of its user', () => {
  const folder = 'apps/api/src/db/migrations'
  const migrations = readdirSync(root + folder)
    .map((name) => read(`${folder}/${name}`))
    .join('\n')
  const tables = all(migrations, /^create table (?:if not exists )?(\w+)/gm)
  const sharded = [...running.matchAll(/create_distributed_table\('(\w+)', '(\w+)'(, colocate_with => 'users')?\)/g)]
  assert.deepEqual(sorted(sharded.map(([, name]) => name ?? '')), sorted(tables))
  for (const [, name, column, together] of sharded) {
    assert.deepEqual([column, together !== undefined], name === 'users' ? ['id', false] : ['user_id', true])
  }
})

test('the server answers the health and metrics addresses of the guide', () => {
  const sources = readdirSync(`${root}apps/api/src`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const served = sources.map((name) => read(`apps/api/src/${name}`)).join('\n')
  for (const path of all(running, /^\| `(\/[a-z]+)` \|/gm))
    assert.ok(served.includes(`'${path}'`), `${path} is in the guide, not in the server`)
})

function readable(path: string): boolean {
  try {
    return readdirSync(root + path).length > 0
  } catch {
    return read(path).length > 0
  }
}
