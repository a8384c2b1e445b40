import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What journal and outbox together should cost an app. Missed so far: docs/decisions.md says by how much and why. */
export const gzipBytesGoal = 6_000

/** What they may cost until then: no more than they do. */
export const gzipBytesMax = 9_630

/** How large a package is, minified by esbuild: bytes, and bytes as gzip -9. What it imports comes along. */
export async function librarySize(root: string, ...folders: string[]): Promise<{ bytes: number; gzipBytes: number }> {
  const contents = folders.map((folder) => `export * from './${folder}/src/index.ts'`).join('\n')
  const built = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  const bytes = built.outputFiles[0]?.contents ?? new Uint8Array()
  return { bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length }
}
