import { join } from 'node:path'
import { browserHere } from './machine.mjs'
import { withPinnedNode } from './pinnedNode.mjs'
import { ready } from './ready.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'
import { webBuild, webDir } from './webBuild.mjs'

/** Runs a script of proof/browser on the built app in a real Chromium, installing and building what is missing. Answers its exit code. */
export async function onBrowser(script, ...args) {
  const node = await ready(root)
  if (node.problem) return sorry(node.problem)
  const browser = await browserHere({ root, node: node.path })
  if (browser.problem) return sorry(browser.problem)
  if (browser.missing)
    return sorry(`This machine has no ${browser.missing.what}: ${browser.missing.why} To have it: ${browser.missing.bring}`)
  const notBuilt = await webBuild({ root, node: node.path })
  if (notBuilt) return sorry(notBuilt)
  const env = { ...withPinnedNode(root), CHROMIUM_PATH: browser.path, WEB_DIR: webDir(root) }
  return run(node.path, [join(root, 'proof', 'browser', script), ...args], { cwd: root, env })
}

function sorry(sentence) {
  process.stderr.write(`${sentence}\n`)
  return 1
}
