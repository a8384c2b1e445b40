import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { filesUnder } from './lib/files.ts'
import { root } from './lib/root.mjs'

// Every code block of every README: programs are run; of commands, the script, the files and the options they name must exist.

type Block = { language: string; line: number; text: string }

const readmes = filesUnder(root).filter((file) => file.endsWith('README.md'))
const blocks = readmes.flatMap((file) => blocksOf(readFileSync(file, 'utf8')).map((block) => ({ file, ...block })))

test('there are READMEs, and each block says what it is', () => {
  assert.ok(readmes.length >= 8, String(readmes.length))
  assert.ok(blocks.length >= 12, String(blocks.length))
  for (const { file, language, line } of blocks) assert.match(language, /^(ts|sh|text)$/, `${relative(root, file)}:${line}`)
})

for (const { file, language, line, text } of blocks) {
  const where = `${relative(root, file)}:${line}`
  if (language === 'ts') test(`the program at ${where} runs`, () => runs(text, dirname(file)))
  if (language === 'sh')
    for (const command of commandsIn(text)) test(`${where} names what exists: ${command}`, () => exists(command, dirname(file)))
  if (language === 'text')
    for (const path of pathsIn(text)) test(`${where} names a folder that exists: ${path}`, () => assert.ok(existsSync(join(root, path))))
}

test('a command that names a script, a file or an option which does not exist is found', () => {
  const wrong = [
    'npm run nothing',
    'npm run mutate -- packages/nothing',
    'node packages/nothing.ts',
    'npm run simulate -- --nothing',
    'npx nothing',
    'ls',
  ]
  for (const command of wrong) assert.throws(() => exists(command, root), assert.AssertionError, command)
  for (const command of ['npm start', 'npm run mutate -- packages/journal/src --own']) exists(command, root)
})

test('a program that fails is found', () => {
  assert.throws(() => runs('throw new Error("no")', root), assert.AssertionError)
})

function blocksOf(markdown: string): Block[] {
  const found: Block[] = []
  let open: { indent: number; language: string; line: number; lines: string[] } | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const [fence, indent = '', language = ''] = /^( *)```(\w*)/.exec(line) ?? []
    if (fence === undefined) open?.lines.push(line.slice(open.indent))
    else if (!open) open = { indent: indent.length, language, line: index + 1, lines: [] }
    else {
      found.push({ language: open.language, line: open.line, text: open.lines.join('\n') })
      open = undefined
    }
  }
  return found
}

/** Runs TypeScript in `folder`, so that it finds what a file there would find. */
function runs(text: string, folder: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', text], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
}

function commandsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .flatMap((line) => line.split(' && '))
}

/** The first word of each line that is drawn as `folder/folder   what it is`. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/^([\w.-]+\/[\w./-]+) {2,}\S/gm)].map(([, path = '']) => path)
}

function exists(command: string, folder: string): void {
  const [program = '', ...words] = command.replace(/^[A-Z_]+=\S+ /, '').split(' ')
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const [first = '', second = ''] = words
  if (program === 'npx') return assert.ok(existsSync(join(root, 'node_modules', '.bin', first)), `there is no ${first}`)
  if (program === 'node') {
    const file = [folder, root].map((place) => join(place, first)).find((path) => existsSync(path))
    assert.ok(file, `there is no ${first}`)
    return argumentsExist(words.slice(1), file)
  }
  assert.equal(program, 'npm', `${program} is no command that is known here`)
  const name = first === 'run' ? second : first
  const script = scripts[name]
  assert.ok(script, `there is no script ${name}`)
  argumentsExist(words.slice(first === 'run' ? 2 : 1), programOf(script))
}

/** The file of a script of package.json that reads its options: the last one it names. */
function programOf(script: string): string {
  return join(root, script.split(' ').findLast((word) => /\.(ts|mjs)$/.test(word)) ?? '')
}

/** Folders and files must exist; an option must be named by the program, by one it starts, or by one of that program's folder. */
function argumentsExist(words: readonly string[], program: string): void {
  for (const word of words) {
    if (/^--\w/.test(word))
      assert.ok(
        sourcesOf(program).some((source) => option(word.slice(2)).test(source)),
        `${relative(root, program)} knows no ${word}`,
      )
    else if (/^(packages|apps|proof|scripts)\//.test(word)) assert.ok(existsSync(join(root, word)), `there is no ${word}`)
  }
}

function sourcesOf(program: string): string[] {
  const own = readFileSync(program, 'utf8')
  const started = [...own.matchAll(/'((?:proof|apps)\/[\w./]+\.(?:ts|mjs))'/g)].map(([, path = '']) => join(root, path))
  return [
    own,
    ...[program, ...started]
      .flatMap((path) => (path.startsWith(join(root, 'scripts')) ? [] : filesUnder(dirname(path))))
      .filter((path) => /\.(ts|mjs)$/.test(path))
      .map((path) => readFileSync(path, 'utf8')),
  ]
}

/** Where a program says that it takes an option: `name: { type: …` for parseArgs, or the option itself. */
function option(name: string): RegExp {
  return new RegExp(`['"]?\\b${name}['"]?: \\{ type:|['"\`]--${name}\\b`)
}
