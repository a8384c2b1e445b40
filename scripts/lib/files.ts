import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** What machines write: never a source, never a test. */
const written = new Set(['node_modules', '.git', '.expo', '.data', '.cache'])

/** Every source file under a folder (or the file itself), absolute and sorted; nothing when it does not exist. */
export function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isDirectory()) return isWritten(entry.name) ? [] : filesUnder(join(path, entry.name))
      return entry.isFile() ? [join(path, entry.name)] : []
    })
    .sort((a, b) => (a < b ? -1 : 1))
}

/** One sha256 over the names and the contents of files, the same on every machine; `more` is any further text that matters. */
export function digest(root: string, files: readonly string[], more = ''): string {
  const hash = createHash('sha256').update(more)
  for (const file of files) {
    const bytes = readFileSync(file)
    hash.update(`\0${relative(root, file).split(sep).join('/')}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

function isWritten(name: string): boolean {
  return written.has(name) || name === 'dist' || name.startsWith('dist-')
}
