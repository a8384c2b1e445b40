import { globSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'

/** Which tests of a source count: all that import it, directly or not, or only those that name it in an import of their own. */
export type Reach = 'any' | 'direct'

/**
 * The test files of the repository at `root` that import, directly or not, at least one of `sources`. All paths are relative to `root`.
 * Only tests that node:test runs: the component tests (*.test.tsx, Jest), the browser tests, those of the MMKV core and those under load are left out.
 */
export async function reachOf(root: string, sources: string[], reach: Reach = 'any'): Promise<string[]> {
  const tests = globSync('{packages/*,apps/*,proof/simulator,proof/mutation}/test/**/*.test.ts', { cwd: root })
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: tests,
    bundle: true,
    write: false,
    metafile: true,
    outdir: join(root, '.reach'),
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [{ name: 'ours only', setup: (esbuild) => esbuild.onResolve({ filter: /^[^./]/ }, strangersAreExternal) }],
  })
  const wanted = new Set(sources)
  const imports = reach === 'any' ? importedBy : namedBy
  return tests.filter((test) => imports(test, metafile.inputs).some((file) => wanted.has(file))).sort()
}

/** A file and everything it imports, directly or not. What a bundle keeps of it does not matter: loading a module is running it. */
function importedBy(file: string, inputs: Metafile['inputs']): string[] {
  const seen = new Set([file])
  for (const one of seen) for (const { path, external } of inputs[one]?.imports ?? []) if (!external) seen.add(path)
  return [...seen]
}

function namedBy(file: string, inputs: Metafile['inputs']): string[] {
  return (inputs[file]?.imports ?? []).map(({ path }) => path)
}

function strangersAreExternal({ path, kind }: { path: string; kind: string }): { path: string; external: true } | undefined {
  return kind === 'entry-point' || path.startsWith('@holdfast/') ? undefined : { path, external: true }
}
