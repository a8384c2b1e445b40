import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

/** A temporary folder holding these files (`{ 'a/b.txt': 'text' }`), gone when the test ends. */
export function folderWith(test: Pick<TestContext, 'after'>, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  put(folder, files)
  return folder
}

/** Writes files into a folder, making the folders on the way. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
