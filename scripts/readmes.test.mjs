import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { filesUnder } from './lib/files.mjs'
import { root } from './lib/root.mjs'

// Every code block of every README: programs are run; of commands, the script, the files and the options they name must exist.

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

function blocksOf(markdown) {
  const found = []
  let open
  markdown.split('\n').forEach((line, index) => {
    const fence = /^( *)```(\w*)/.exec(line)
    if (!fence) return open?.lines.push(line.slice(open.indent))
    if (!open) return (open = { indent: fence[1].length, language: fence[2], line: index + 1, lines: [] })
    found.push({ language: open.language, line: open.line, text: open.lines.join('\n') })
    open = undefined
  })
  return found
}

/** Runs TypeScript in `folder`, so that it finds what a file there would find. */
function runs(text, folder) {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', text], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
}

function commandsIn(text) {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .flatMap((line) => line.split(' && '))
}

/** The first word of each line that is drawn as `folder/folder   what it is`. */
function pathsIn(text) {
  return [...text.matchAll(/^([\w.-]+\/[\w./-]+) {2,}\S/gm)].map(([, path]) => path)
}

function exists(command, folder) {
  const [program, ...words] = command.replace(/^[A-Z_]+=\S+ /, '').split(' ')
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (program === 'npx') return assert.ok(existsSync(join(root, 'node_modules', '.bin', words[0])), `there is no ${words[0]}`)
  if (program === 'node') {
    const file = [folder, root].map((place) => join(place, words[0])).find((path) => existsSync(path))
    assert.ok(file, `there is no ${words[0]}`)
    return argumentsExist(words.slice(1), file)
  }
  assert.equal(program, 'npm', `${program} is no command that is known here`)
  const name = words[0] === 'run' ? words[1] : words[0]
  assert.ok(scripts[name], `there is no script ${name}`)
  argumentsExist(words.slice(words[0] === 'run' ? 2 : 1), join(root, scripts[name].split(' ')[1]))
}

/** Folders and files must exist; an option must be named by the program, by one it starts, or by one of that program's folder. */
function argumentsExist(words, program) {
  for (const word of words) {
    if (/^--\w/.test(word))
      assert.ok(
        sourcesOf(program).some((source) => option(word.slice(2)).test(source)),
        `${relative(root, program)} knows no ${word}`,
      )
    else if (/^(packages|apps|proof|scripts)\//.test(word)) assert.ok(existsSync(join(root, word)), `there is no ${word}`)
  }
}

function sourcesOf(program) {
  const own = readFileSync(program, 'utf8')
  const started = [...own.matchAll(/'((?:proof|apps)\/[\w./]+\.(?:ts|mjs))'/g)].map(([, path]) => join(root, path))
  return [
    own,
    ...[program, ...started]
      .flatMap((path) => (path.startsWith(join(root, 'scripts')) ? [] : filesUnder(dirname(path))))
      .filter((path) => /\.(ts|mjs)$/.test(path))
      .map((path) => readFileSync(path, 'utf8')),
  ]
}

/** Where a program says that it takes an option: `name: { type: …` for parseArgs, or the option itself. */
function option(name) {
  return new RegExp(`['"]?\\b${name}['"]?: \\{ type:|['"\`]--${name}\\b`)
}
