import { join } from 'node:path'
import { chromium } from './chromium.mjs'
import { install } from './install.mjs'
import { pinnedNode, withPinnedNode } from './pinnedNode.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'
import { webBuild, webDir } from './webBuild.mjs'

/** Runs a script of e2e on the built app in a real Chromium, installing and building what is missing. Answers its exit code. */
export async function onBrowser(script, ...args) {
  const notInstalled = await install(root)
  if (notInstalled) return sorry(notInstalled)
  const node = pinnedNode(root)
  if (node.problem) return sorry(node.problem)
  const browser = await chromium({ root, node: node.path, limitMs: 5 * 60_000 })
  if (browser.problem) return sorry(browser.problem)
  const notBuilt = await webBuild({ root, node: node.path })
  if (notBuilt) return sorry(notBuilt)
  const env = { ...withPinnedNode(root), CHROMIUM_PATH: browser.path, WEB_DIR: webDir(root) }
  return run(node.path, [join(root, 'e2e', script), ...args], { cwd: root, env })
}

function sorry(sentence) {
  process.stderr.write(`${sentence}\n`)
  return 1
}
