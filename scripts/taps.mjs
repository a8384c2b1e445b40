import { join } from 'node:path'
import { chromium } from './lib/chromium.mjs'
import { install } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { webBuild, webDir } from './lib/webBuild.mjs'

// npm run taps: what a tap on ✓ costs in a long session, in a slowed-down Chromium.

process.exitCode = await taps()

async function taps() {
  const notInstalled = await install(root)
  if (notInstalled) return sorry(notInstalled)
  const node = pinnedNode(root)
  if (node.problem) return sorry(node.problem)
  const browser = await chromium({ root, node: node.path, limitMs: 5 * 60_000 })
  if (browser.problem) return sorry(browser.problem)
  const notBuilt = await webBuild({ root, node: node.path })
  if (notBuilt) return sorry(notBuilt)
  const env = { ...withPinnedNode(root), CHROMIUM_PATH: browser.path, WEB_DIR: webDir(root) }
  return run(node.path, [join(root, 'e2e/taps.ts')], { cwd: root, env })
}

function sorry(sentence) {
  process.stderr.write(`${sentence}\n`)
  return 1
}
