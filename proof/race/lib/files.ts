import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import type { Medium, Stored } from '@holdfast/journal'
import { join } from 'node:path'
import type { Store } from './store.ts'

// Plain files, written by the calling thread and flushed by the system when it likes: a process that is killed loses nothing of them.

/** A store with a file a key, as React Native's file storages have it. */
export function fileStore(folder: string): Store {
  mkdirSync(folder, { recursive: true })
  const pathOf = (key: string) => join(folder, encodeURIComponent(key))
  return {
    get(key) {
      try {
        return readFileSync(pathOf(key), 'utf8')
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    set: (key, value) => writeFileSync(pathOf(key), value),
    remove: (key) => rmSync(pathOf(key), { force: true }),
    keys: () => readdirSync(folder).map(decodeURIComponent),
  }
}

/** The least a record can cost on a file: one that is only appended to, kept open. */
export function logStore(path: string): Pick<Store, 'set' | 'close'> {
  const file = openSync(path, 'a+')
  return {
    set(key, value) {
      writeSync(file, lineOf(key, value))
    },
    close: () => closeSync(file),
  }
}

/** A side of a journal in one file that is only appended to: it passes the contract suite of a medium. */
export function fileMedium(path: string): Medium {
  let file = -1
  const keys = new Set<string>()
  /** How much of the file is known. */
  let bytes = 0

  /** Reads the whole file, and cuts off what a kill left half-written. */
  const readAll = () => {
    const text = readFileSync(path, 'utf8')
    const { stored, end } = recordsIn(text)
    for (const { key } of stored) keys.add(key)
    bytes = Buffer.byteLength(text.slice(0, end))
    if (end < text.length) ftruncateSync(file, bytes)
    return stored.sort((a, b) => (a.key < b.key ? -1 : 1))
  }
  return {
    name: path,
    open(done) {
      file = openSync(path, 'a+')
      if (fstatSync(file).size > 0) return done({ state: 'existing', stored: readAll() })
      bytes = writeSync(file, HEADER)
      done({ state: 'fresh' })
    },
    read: (afterKey, done) => done({ ok: true, stored: readAll().filter(({ key }) => key > afterKey) }),
    append(key, value, done) {
      if (fstatSync(file).size !== bytes) readAll()
      if (keys.has(key)) return done({ ok: false, why: 'taken', detail: `${key} is already written` })
      bytes += writeSync(file, lineOf(key, value))
      keys.add(key)
      done({ ok: true })
    },
    commit: (done) => done(),
    drop(done) {
      rmSync(path, { force: true })
      done(true)
    },
    close() {
      if (file >= 0) closeSync(file)
      file = -1
    },
  }
}

/** Says that somebody was here before there is a record. */
const HEADER = '\n'
const lineOf = (key: string, value: string) => `${key} ${value.length}\n${value}\n`

/** Every whole record of a file's text, and where they end. */
function recordsIn(text: string): { stored: Stored[]; end: number } {
  const stored: Stored[] = []
  let end = HEADER.length
  for (;;) {
    const head = text.indexOf('\n', end)
    const [key = '', length] = text.slice(end, head).split(' ')
    const from = head + 1
    const to = from + Number(length)
    if (head < 0 || text[to] !== '\n') return { stored, end }
    stored.push({ key, value: text.slice(from, to) })
    end = to + 1
  }
}
