import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { layers } from '../lint/arrows.ts'
import { root } from './lib/root.mjs'

const imports = 'eslint(no-restricted-imports)'
const globals = 'eslint(no-restricted-globals)'
const core = 'holdfast(synchronous-core)'

/** A file, what it says, the rule that must answer, and a word of its reason. */
type Row = [file: string, code: string, rule?: string, reason?: string]

type Diagnostic = { filename: string; code?: string; message: string; help?: string }

/** Each row is one bad file: where it stands, what it says, the rule that must answer, and a word of the reason it must give. */
const bad: Row[] = [
  // The arrows
  ['packages/journal/src/bad.ts', `import { z } from 'zod'; export const s = z`, imports, 'zero dependencies'],
  ['packages/journal/src/bad.ts', `import fs from 'node:fs'; export const s = fs`, imports, 'zero dependencies'],
  ['packages/journal/src/bad.ts', `import type { A } from '@holdfast/outbox'; export type B = A`, imports, 'zero dependencies'],
  ['packages/journal/src/bad.ts', `export * from '@holdfast/contract'`, imports, 'zero dependencies'],
  ['packages/journal/src/bad.ts', `import { a } from '../../outbox/src/x.ts'; export const b = a`, imports, 'nothing above it'],
  ['packages/journal/src/bad.test.ts', `import { a } from '@holdfast/outbox'; export const b = a`, imports, 'its tests need only'],
  ['packages/journal/src/testing/bad.ts', `import { a } from 'zod'; export const b = a`, imports, 'its tests need only'],
  ['packages/journal/test/bad.ts', `import { a } from '../../outbox/src/x.ts'; export const b = a`, imports, 'nothing above it'],
  ['packages/outbox/src/bad.ts', `import { z } from 'zod'; export const s = z`, imports, 'knows nothing of workouts'],
  ['packages/outbox/src/bad.ts', `import { z } from '@holdfast/contract'; export const s = z`, imports, 'knows nothing of workouts'],
  ['packages/outbox/src/bad.ts', `import { z } from '@holdfast/journal/testing'; export const s = z`, imports, 'knows nothing of workouts'],
  ['packages/outbox/src/bad.ts', `import { useState } from 'react'; export const s = useState`, imports, 'knows nothing of workouts'],
  ['packages/outbox/src/bad.ts', `import { a } from '../../journal/src/x.ts'; export const b = a`, imports, 'by its name'],
  ['packages/outbox/src/bad.test.ts', `import { a } from '@holdfast/contract'; export const b = a`, imports, 'its tests add'],
  ['packages/contract/src/bad.ts', `import { a } from '@holdfast/journal'; export const b = a`, imports, 'only zod'],
  ['packages/contract/src/bad.ts', `import { a } from 'fastify'; export const b = a`, imports, 'only zod'],
  ['packages/contract/src/bad.ts', `import { a } from 'node:fs'; export const b = a`, imports, 'only zod'],
  ['packages/contract/src/bad.ts', `import { a } from '../../journal/src/x.ts'; export const b = a`, imports, 'no other package'],
  ['packages/outbox/test/bad.ts', `import { a } from '../../journal/src/x.ts'; export const b = a`, imports, 'by its name'],
  ['packages/contract/test/bad.ts', `import { a } from '../../journal/src/x.ts'; export const b = a`, imports, 'no other package'],
  ['packages/contract/src/bad.test.ts', `import { a } from '@holdfast/api'; export const b = a`, imports, 'its tests add'],
  ['apps/api/src/bad.ts', `import { a } from '@holdfast/journal'; export const b = a`, imports, 'none of its business'],
  ['apps/api/src/bad.ts', `import { a } from '@holdfast/outbox'; export const b = a`, imports, 'none of its business'],
  ['apps/api/src/bad.ts', `import { a } from '@holdfast/mobile'; export const b = a`, imports, 'none of its business'],
  ['apps/api/src/bad.ts', `import { a } from '../../mobile/sync/x.ts'; export const b = a`, imports, 'by its name'],
  ['apps/api/src/bad.ts', `import { a } from '../../../packages/contract/src/x.ts'; export const b = a`, imports, 'by its name'],
  ['apps/mobile/app/bad.tsx', `import { a } from '../platform/x.ts'; export const b = a`, imports, 'never reached for'],
  ['apps/mobile/app/session/bad.tsx', `import { a } from '../../platform/x.ts'; export const b = a`, imports, 'never reached for'],
  ['apps/mobile/app/bad.tsx', `export const b = () => import('../platform/x.ts')`, imports, 'never reached for'],
  ['apps/mobile/app/session/_layout.tsx', `import { a } from '../../platform/x.ts'; export const b = a`, imports, 'never reached for'],
  ['apps/mobile/bad.ts', `import { a } from './platform/x.ts'; export const b = a`, imports, 'never reached for'],
  ['apps/mobile/bad.ts', `import { a } from '@holdfast/api'; export const b = a`, imports, 'never the server'],
  ['apps/mobile/components/bad.tsx', `import { a } from '../platform'; export const b = a`, imports, 'never reached for'],
  ['apps/mobile/components/set/bad.tsx', `import { a } from '../../platform/x.ts'; export const b = a`, imports, 'never reached for'],
  ['apps/mobile/components/bad.tsx', `import { a } from '../app/x.tsx'; export const b = a`, imports, 'app ▶ components'],
  ['apps/mobile/components/bad.tsx', `import { a } from '../../../packages/outbox/src/x.ts'; export const b = a`, imports, 'by its name'],
  ['apps/mobile/platform/bad.ts', `import { a } from '../components/X.tsx'; export const b = a`, imports, 'knows no screen'],
  ...['react-native', 'react-native-mmkv', 'expo', 'expo-haptics', '@react-native-community/netinfo', '@expo/ui', 'react-native/x'].flatMap(
    (name): Row[] => [
      ['apps/mobile/store/bad.ts', `import { a } from '${name}'; export const b = a`, imports, 'plain TypeScript'],
      ['apps/mobile/sync/bad.ts', `import { a } from '${name}'; export const b = a`, imports, 'no React Native'],
    ],
  ),
  ...['../platform', '../platform/x.ts', '../components/X.tsx', '../app/x.tsx'].flatMap((name): Row[] => [
    ['apps/mobile/store/bad.ts', `import { a } from '${name}'; export const b = a`, imports, 'Arrows point down'],
    ['apps/mobile/sync/bad.ts', `import { a } from '${name}'; export const b = a`, imports, 'Arrows point down'],
  ]),
  ['apps/mobile/sync/bad.ts', `import { a } from '../store/sessionStore.ts'; export const b = a`, imports, 'Arrows point down'],
  ['apps/mobile/sync/query/bad.ts', `import { a } from '../../store/sessionStore.ts'; export const b = a`, imports, 'Arrows point down'],

  // The folders: each imports the ones before it in its list, so the one after it is the smallest step that points the wrong way.
  ...layers.flatMap(({ under, folders }) =>
    folders
      .slice(1)
      .map((upper, below): Row => [
        `${under && `${under}/`}${folders[below]}/bad.ts`,
        `import type { A } from '../${upper}/x.ts'; export type B = A`,
        'holdfast(arrows)',
        `${folders[below]}/ must not import ${upper}/`,
      ]),
  ),
  ['packages/journal/src/bad.ts', `export * from '@holdfast/mobile/sync/x.ts'`, 'holdfast(arrows)', 'packages/ must not import apps/'],
  ['apps/api/src/bad.ts', `export const b = () => import('../../../proof/load/x.ts')`, 'holdfast(arrows)', 'apps/ must not import proof/'],

  // The synchronous core
  ...['packages/journal/src/bad.ts', 'packages/outbox/src/lane/bad.ts', 'apps/mobile/store/bad.ts'].flatMap((file): Row[] => [
    [file, `export const a = new Date(0)`, globals, 'Clock port'],
    [file, `export const a = () => Date.now()`, globals, 'Clock port'],
    [file, `export const a = () => performance.now()`, globals, 'Clock port'],
    [file, `export const a = (f: () => void) => setTimeout(f, 1)`, globals, 'Clock port'],
    [file, `export const a = (f: () => void) => setInterval(f, 1)`, globals, 'Clock port'],
    [file, `export const a = (f: () => void) => setImmediate(f)`, globals, 'Clock port'],
    [file, `export const a = (f: () => void) => queueMicrotask(f)`, globals, 'durable before its handler returns'],
    [file, `export const a = () => fetch('https://example.org').then`, globals, 'Transport port'],
    [file, `export const a = () => crypto.randomUUID()`, globals, 'one seed'],
    [file, `export const a = () => globalThis.crypto`, globals, 'back door'],
    [file, `export const a = Promise.resolve`, globals, 'durable before its handler returns'],
    ...['localStorage', 'indexedDB'].map((name): Row => [file, `export const a = ${name}`, globals, 'Media port']),
    ...['XMLHttpRequest', 'WebSocket'].map((name): Row => [file, `export const a = ${name}`, globals, 'Transport port']),
    ...['window', 'self', 'global'].map((name): Row => [file, `export const a = ${name}`, globals, 'back door']),
    [file, `export const a = requestAnimationFrame`, globals, 'Clock port'],
    [file, `export const a = process`, globals, 'knows no process'],
    [file, `export const a = () => Math.random()`, 'eslint(no-restricted-properties)', 'Random port'],
    [file, `const { random } = Math; export const a = random`, 'eslint(no-restricted-properties)', 'Random port'],
    [file, `export async function a() {}`, core, 'durable before its handler returns'],
    [file, `export const a = async () => {}`, core, 'durable before its handler returns'],
    [file, `export const a = async function () {}`, core, 'durable before its handler returns'],
    [file, `export class A { async a() {} }`, core, 'durable before its handler returns'],
    [file, `export async function* a() { yield 1 }`, core, 'durable before its handler returns'],
    [file, `export const a = await {}`, core, 'durable before its handler returns'],
    [
      file,
      `declare const things: AsyncIterable<1>; for await (const a of things) String(a); export {}`,
      core,
      'durable before its handler returns',
    ],
    [file, `export const a = () => import('./other.ts')`, core, 'durable before its handler returns'],
    [file, `export interface A { send(): Promise<void> }`, core, 'durable before its handler returns'],
    [file, `export interface A { at: Date }`, core, 'Clock port'],
  ]),

  // Bugs
  ['apps/api/src/bad.ts', `async function a() {}\nexport function b() { a() }`, 'typescript(no-floating-promises)', ''],
  [
    'apps/api/test/bad.test.ts',
    `import { test } from 'node:test'; async function a() {}\ntest('a', () => { a() })`,
    'typescript(no-floating-promises)',
    '',
  ],
  ['apps/api/src/bad.ts', `async function a() { return true }\nexport const b = a() ? 1 : 2`, 'typescript(no-misused-promises)', ''],
  ['apps/api/src/bad.ts', `[1].forEach(async () => {})`, 'typescript(no-misused-promises)', ''],
  ['apps/api/src/bad.ts', `const one = 1\nexport const b = async () => await one`, 'typescript(await-thenable)', ''],
  [
    'apps/api/src/bad.ts',
    `export function b(at: 'x' | 'y') { switch (at) { case 'x': return 1 } return 2 }`,
    'typescript(switch-exhaustiveness-check)',
    '',
  ],
  ['apps/api/src/bad.ts', `export const b = (a: any) => String(a)`, 'typescript(no-explicit-any)', ''],
  ['apps/api/src/bad.ts', `const unused = 1\nexport {}`, 'eslint(no-unused-vars)', ''],
  ['apps/api/src/cycle.ts', `import { two } from './cycle/two.ts'\nexport const one = () => two`, 'import(no-cycle)', ''],
  ['packages/contract/src/bad.ts', `export const b = () => console.log(1)`, 'eslint(no-console)', ''],
  ['apps/mobile/sync/bad.ts', `export const b = () => console.warn(1)`, 'eslint(no-console)', ''],
  [
    'apps/mobile/components/Bad.tsx',
    `import { useState } from 'react'\nexport function Bad({ on }: { on: boolean }) { if (on) useState(1)\nreturn null }`,
    'react-hooks(rules-of-hooks)',
    '',
  ],
  [
    'apps/mobile/components/Bad.tsx',
    `import { useEffect } from 'react'\nexport function Bad({ on }: { on: string }) { useEffect(() => { document.title = on }, [])\nreturn null }`,
    'react-hooks(exhaustive-deps)',
    '',
  ],
  ['apps/api/src/bad.ts', `// oxlint-disable-next-line no-console\nexport const b = 1`, '', 'Unused'],
]

/** What must stay allowed, or the rules would be in the way. */
const good: Row[] = [
  ['packages/journal/src/good.ts', `import { b } from './other.ts'\nexport const a = (now: () => number) => now() + b`],
  [
    'packages/journal/src/good.test.ts',
    `import { test } from 'node:test'\nimport '@holdfast/journal'\ntest('waits', async () => { await Promise.resolve(Date.now()) })`,
  ],
  [
    'packages/journal/src/testing/good.ts',
    `import assert from 'node:assert/strict'\nexport const a = async () => { await Promise.resolve(assert.ok(1)) }`,
  ],
  [
    'packages/journal/test/deep/good.test.ts',
    `import '../../src/good.ts'\nimport 'node:fs/promises'\nimport 'fast-check'\nconst one: 1 | null = [1 as const][0] ?? null\nexport const a = one!`,
  ],
  ['packages/outbox/src/lane/good.ts', `import '@holdfast/journal'\nimport '../other.ts'\nexport const dateOf = (Date: string) => Date`],
  [
    'packages/outbox/src/good.test.ts',
    `import '@holdfast/journal/testing'\nimport fc from 'fast-check'\nimport 'node:test'\nexport const a = fc`,
  ],
  [
    'packages/contract/src/good.ts',
    `import { v5 } from 'uuid'\nimport { z } from 'zod'\nimport './rules/other.ts'\nexport const a = () => new Date(String([v5, z]))`,
  ],
  ['packages/contract/src/good.test.ts', `import 'node:test'\nimport './good.ts'`],
  ['apps/api/src/good.ts', `import '@holdfast/contract'\nimport 'fastify'\nexport const a = () => console.log(1)`],
  ['apps/mobile/app/_layout.tsx', `import '../platform/x.ts'`],
  ['apps/mobile/start.ts', `import './platform/x.ts'`],
  ['apps/mobile/index.ts', `import './platform/x.ts'\nimport 'expo-router/entry'`],
  ['apps/mobile/platform/good.ts', `import './x.ts'\nimport '../sync/device/ports.ts'\nimport 'react-native-mmkv'`],
  ['apps/mobile/app/(tabs)/good.tsx', `import '../../components/X.tsx'\nimport '../../store/sessionStore.ts'\nimport 'react-native'`],
  [
    'apps/mobile/components/good.tsx',
    `import '../store/sessionStore.ts'\nimport '../sync/clock.ts'\nimport 'react-native'\nimport './platformIcon.tsx'`,
  ],
  ['apps/mobile/store/good.ts', `import '../sync/clock.ts'\nimport 'zustand'\nimport '@holdfast/outbox'\nimport './exporting.ts'`],
  ['apps/mobile/store/good.test.ts', `import 'node:test'\nexport const a = async () => { await Promise.resolve(Date.now()) }`],
  [
    'apps/mobile/sync/good.ts',
    `import '@tanstack/react-query'\nimport '@holdfast/contract'\nexport const a = async () => { await Promise.resolve(1) }`,
  ],
  ['apps/mobile/scripts/good.ts', `console.log(1)`],
  ['apps/mobile/components/set/good.tsx', `import '../session/cells.ts'\nimport './columns.ts'\nimport '../../sync/views/good.ts'`],
  ['proof/simulator/good.ts', `import '../load/x.ts'\nimport '@holdfast/mobile/sync/x.ts'\nimport '../../scripts/lib/x.mjs'`],
]

/** Lints every row in one run, in a folder laid out like the repository so that the overrides match as they do there. */
function lint(rows: readonly Row[]): Diagnostic[][] {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-lint-'))
  try {
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    cpSync(join(root, 'lint'), join(folder, 'lint'), { recursive: true })
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'junction')
    const names = rows.map(([file], row) => file.replace(/([^/]+)$/, (name) => (free(name) ? name.replace('.', `${row}.`) : name)))
    rows.forEach(([, code], row) => write(folder, names[row] ?? '', code))
    write(
      folder,
      'apps/api/src/cycle/two.ts',
      `import { one } from '../${names
        .find((name) => /cycle\d+/.test(name))
        ?.split('/')
        .at(-1)}'\nexport const two = () => one`,
    )
    const run = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules/.bin/tsgolint') },
    })
    assert.ok(run.stdout.startsWith('{'), `oxlint did not lint: ${run.stdout}${run.stderr}`)
    const answer = JSON.parse(run.stdout) as { number_of_files: number; diagnostics: Diagnostic[] }
    assert.ok(
      answer.number_of_files >= new Set(names).size,
      `oxlint read ${answer.number_of_files} of ${names.length} files: ${run.stderr}`,
    )
    return names.map((name) => answer.diagnostics.filter((found) => found.filename === name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bad and good files may be renamed to stand side by side; the ones whose very name is the exception may not. */
const free = (name: string) => !['_layout.tsx', 'start.ts', 'index.ts'].includes(name)

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text + '\n')
}

/** A message nobody can provoke belongs to a rule nobody has seen red. */
test('every reason .oxlintrc.json gives was given to a bad file above', () => {
  const messages = [...readFileSync(join(root, '.oxlintrc.json'), 'utf8').matchAll(/"message": "([^"]+)"/g)].map(
    ([, message = '']) => message,
  )
  const said = JSON.stringify(found)
  assert.ok(messages.length > 20)
  assert.deepEqual(
    messages.filter((message) => !said.includes(message)),
    [],
  )
})

const found = lint([...bad, ...good])

bad.forEach(([file, code, rule = '', reason = ''], row) => {
  test(`${rule || 'a disable comment that silences nothing'} is red in ${file}: ${code.split('\n').at(-1)}`, () => {
    const said = (found[row] ?? []).map((diagnostic) => `${diagnostic.code ?? ''} ${diagnostic.message} ${diagnostic.help ?? ''}`)
    assert.ok(
      said.some((line) => line.startsWith(rule) && line.includes(reason)),
      `expected ${rule} saying “${reason}”, got: ${said.join(' | ') || 'nothing'}`,
    )
  })
})

good.forEach(([file], row) => {
  test(`nothing is red in ${file}, which keeps the rules`, () => assert.deepEqual(found[bad.length + row], []))
})
