import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { filesUnder } from '../../../scripts/lib/files.ts'
import { workspaces } from '../../../scripts/lib/workspaces.ts'

/**
 * Copies the sources of the repository as they stand on disk to `copy`, with the dependencies linked, and answers `copy`. A file that is the
 * same already is left alone. The repository itself is never changed.
 */
export function workingCopy(root: string, copy: string): string {
  mkdirSync(copy, { recursive: true })
  const files = new Set(filesIn(root))
  for (const file of filesIn(copy)) if (!files.has(file)) rmSync(join(copy, file))
  for (const file of files) copyFile(join(root, file), join(copy, file))
  linkDependencies(root, copy)
  return copy
}

/** The source files at a folder or file of the copy, relative to it: TypeScript that is neither a test, nor what tests are made of, nor a declaration. */
export function sourcesIn(copy: string, target: string): string[] {
  return filesUnder(join(copy, target))
    .map((file) => relative(copy, file))
    .filter(
      (file) =>
        /\.tsx?$/.test(file) &&
        !/\.(test|d)\.tsx?$/.test(file) &&
        !file.split(sep).some((folder) => folder === 'test' || folder === 'testing'),
    )
}

/** What a compiler wrote is no source either. */
function filesIn(folder: string): string[] {
  return filesUnder(folder)
    .map((file) => relative(folder, file))
    .filter((file) => !file.split(sep).includes('build'))
}

function copyFile(from: string, to: string): void {
  const bytes = readFileSync(from)
  if (existsSync(to) && readFileSync(to).equals(bytes)) return
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, bytes)
}

/** Every package is linked but our own: they are those of the copy. */
function linkDependencies(root: string, copy: string): void {
  const folders = ['.', ...workspaces(root)].filter((folder) => existsSync(join(root, folder, 'node_modules')))
  for (const folder of folders) {
    const from = join(root, folder, 'node_modules')
    const to = join(copy, folder, 'node_modules')
    rmSync(to, { recursive: true, force: true })
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) if (name !== '@holdfast') symlinkSync(join(from, name), join(to, name))
    if (!existsSync(join(from, '@holdfast'))) continue
    mkdirSync(join(to, '@holdfast'))
    for (const name of readdirSync(join(from, '@holdfast'))) {
      const target = relative(root, join(from, '@holdfast', readlinkSync(join(from, '@holdfast', name))))
      symlinkSync(join(copy, target), join(to, '@holdfast', name))
    }
  }
}
