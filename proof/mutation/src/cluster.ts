import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** The environment that the API's tests need: a database that is made once, and copied by each test file. Nothing for other sources. */
export function clusterFor(root: string, sources: string[]): Record<string, string> {
  if (!sources.some((source) => source.startsWith('apps/api/'))) return {}
  const file = join(root, '.cache', 'mutation', 'cluster.tar')
  execFileSync(process.execPath, [join(root, 'apps/api/test/support/makeCluster.ts'), file], { cwd: root, stdio: 'inherit' })
  return { EMPTY_CLUSTER: file }
}
