import { join } from 'node:path'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'

/** Bundles the app for `web`, `android` or `ios` into a folder, offline, and answers the exit code. */
export function expoExport({ root, node, platform, folder, limitMs }) {
  return expo({
    root,
    node,
    project: join(root, 'apps', 'mobile'),
    platform,
    args: ['export', '-p', platform, '--output-dir', folder],
    limitMs,
  })
}

/** Runs the Expo CLI in a project as a release build does, offline. */
export function expo({ root, node, project, platform, args, limitMs }) {
  const cli = join(root, 'node_modules', 'expo', 'bin', 'cli')
  return run(node, [cli, ...args], { cwd: project, env: releaseEnv(root, platform), limitMs })
}

/** A release must know its server. The web app's is its own origin; what is built here for a phone only shows that it builds, and goes nowhere. */
function releaseEnv(root, platform) {
  const origin = platform === 'web' ? 'self' : process.env.HOLDFAST_API_ORIGIN || 'https://holdfast.invalid'
  return {
    ...withPinnedNode(root),
    HOLDFAST_API_ORIGIN: origin,
    EXPO_OFFLINE: '1',
    EXPO_NO_TELEMETRY: '1',
    CI: '1',
    NODE_ENV: 'production',
  }
}
