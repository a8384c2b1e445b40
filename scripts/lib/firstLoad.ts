import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { filesUnder } from './files.ts'

/** What the first load should cost. docs/decisions.md says by how much it is missed and why. */
export const firstLoadGoal = 350_000

/** What it may cost until then: the test fails above. */
export const firstLoadMax = 487_000

type Script = { name: string; first: boolean; bytes: number; gzipBytes: number }

type FirstLoad = { files: Script[]; firstBytes: number; allBytes: number }

/** The JavaScript of a built web app as gzip -9, file by file, and what of it the page itself asks for before it can show anything. */
export function firstLoad(dist: string): FirstLoad {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const scripts = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src = '']) => basename(src))
  const files = filesUnder(dist)
    .filter((file) => file.endsWith('.js') && basename(file) !== 'sw.js')
    .map((file) => {
      const bytes = readFileSync(file)
      return {
        name: basename(file),
        first: scripts.includes(basename(file)),
        bytes: bytes.length,
        gzipBytes: gzipSync(bytes, { level: 9 }).length,
      }
    })
    .sort((a, b) => b.gzipBytes - a.gzipBytes)
  const sumOf = (some: readonly Script[]) => some.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)
  return { files, firstBytes: sumOf(files.filter(({ first }) => first)), allBytes: sumOf(files) }
}

/** What stands in the way of a light start, in one sentence; undefined when nothing does. */
export function firstLoadProblem({ firstBytes, files }: FirstLoad): string | undefined {
  if (!files.some(({ first }) => first)) return 'The web app’s page asks for no JavaScript that was built.'
  if (firstBytes <= firstLoadMax) return undefined
  return `The first load is ${firstBytes} B of JavaScript (gzip -9), more than ${firstLoadMax} B.`
}
