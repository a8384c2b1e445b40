import { join } from 'node:path'
import { logFile, runLogged } from './logged.ts'
import { withPinnedNode } from './pinnedNode.mjs'

type Platform = 'web' | 'android' | 'ios' | 'native'

type Run = { root: string; node: string; platform: Platform; limitMs?: number | undefined; everyMs?: number | undefined }

/** Bundles the app for `web`, `android` or `ios` into a folder, offline, and answers the exit code. */
export function expoExport({ root, node, platform, folder, limitMs, everyMs }: Run & { folder: string }): Promise<number> {
  const project = join(root, 'apps', 'mobile')
  return expo({ root, node, project, platform, args: ['export', '-p', platform, '--output-dir', folder], limitMs, everyMs })
}

/** Runs the Expo CLI in a project as a release build does, offline. What it lists (every asset of the app) goes to a log. */
export function expo({
  root,
  node,
  project,
  platform,
  args,
  limitMs,
  everyMs,
}: Run & { project: string; args: string[] }): Promise<number> {
  const cli = join(root, 'node_modules', 'expo', 'bin', 'cli')
  const doing = platform === 'native' ? 'generating the native projects' : `building for ${platform}`
  return runLogged(node, [cli, ...args], {
    root,
    log: logName(platform),
    doing,
    cwd: project,
    env: releaseEnv(root, platform),
    limitMs,
    everyMs,
  })
}

/** The file that Expo's output for a platform goes to. */
export function expoLog(root: string, platform: Platform): string {
  return logFile(root, logName(platform))
}

function logName(platform: Platform): string {
  return `expo-${platform}`
}

/** A release must know its server. The web app's is its own origin; what is built here for a phone only shows that it builds, and goes nowhere. */
function releaseEnv(root: string, platform: Platform): NodeJS.ProcessEnv {
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
