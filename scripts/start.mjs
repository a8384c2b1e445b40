import { resolve } from 'node:path'
import { dataDirProblem } from './lib/dataDir.mjs'
import { withPinnedNode } from './lib/pinnedNode.mjs'
import { portProblem, readPort } from './lib/port.mjs'
import { ready } from './lib/ready.mjs'
import { root } from './lib/root.mjs'
import { run, stopped } from './lib/run.mjs'
import { webDir } from './lib/webDir.mjs'

// npm start: install what is missing, build the web app once, run the server until it is told to stop.
// It runs on the machine's own Node and before any package exists, as every .mjs under scripts/ does: node: imports only.

process.exitCode = await start(process.env)

/** @param {NodeJS.ProcessEnv} env */
async function start(env) {
  // What can be known at once is said at once, not after the minutes a build takes.
  const port = readPort(env.PORT, 4100)
  if (port === undefined) return sorry(`PORT is “${env.PORT}”, which is no port: give a whole number from 0 to 65535.`)
  const taken = await portProblem(port, env.HOST || undefined)
  if (taken) return sorry(taken)
  const dataDir = resolve(env.DATA_DIR || resolve(root, '.data'))
  const unusable = env.DATABASE_URL ? undefined : dataDirProblem(dataDir)
  if (unusable) return sorry(unusable)

  const node = await ready(root)
  if (stopped()) return stopped()
  if (node.problem !== undefined) return sorry(node.problem)

  const built = await run(node.path, [resolve(root, 'scripts/buildWeb.ts')], { cwd: root, env: withPinnedNode(root) })
  if (stopped() || built !== 0) return stopped() ?? built

  return run(node.path, [resolve(root, 'apps/api/src/main.ts')], {
    cwd: root,
    env: { ...withPinnedNode(root, env), DEMO: env.DEMO ?? '1', WEB_DIR: webDir(root), DATA_DIR: dataDir, PORT: String(port) },
  })
}

/** @param {string} sentence */
function sorry(sentence) {
  process.stderr.write(`${sentence}\n`)
  return 1
}
