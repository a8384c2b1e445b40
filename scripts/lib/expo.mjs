import { join } from 'node:path'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'

/** Bundles the app for `web`, `android` or `ios` into a folder, offline, and answers the exit code. */
export function expoExport({ root, node, platform, folder, limitMs }) {
  const cli = join(root, 'node_modules', 'expo', 'bin', 'cli')
  return run(node, [cli, 'export', '-p', platform, '--output-dir', folder], {
    cwd: join(root, 'apps', 'mobile'),
    env: { ...withPinnedNode(root), EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1', CI: '1', NODE_ENV: 'production' },
    limitMs,
  })
}
