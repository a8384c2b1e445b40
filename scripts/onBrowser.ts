import { join } from 'node:path'
import { browserHere } from './lib/machine.ts'
import { withPinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { webBuild } from './lib/webBuild.ts'
import { webDir } from './lib/webDir.mjs'

// Runs a file of proof/browser on the built app in a real Chromium, and installs and builds what is missing:
//   npm run screens                             pictures of the real app on the real server, into docs/images
//   npm run taps                                what a tap on ✓ costs in a long session, in a slowed-down Chromium
//   npm run first-screen -- <rounds> <waiting>  a cold start until Today stands on the screen, with 10,000 operations waiting and with none

process.exitCode = await onBrowser(process.argv.slice(2))

async function onBrowser([file = '', ...args]: string[]): Promise<number> {
  const browser = await browserHere({ root, node: process.execPath })
  if (browser.problem) return sorry(browser.problem)
  if (browser.missing) {
    const { what, why, bring } = browser.missing
    return sorry(`This machine has no ${what}: ${why} To have it: ${bring}`)
  }
  const notBuilt = await webBuild({ root, node: process.execPath })
  if (notBuilt) return sorry(notBuilt)
  const env = { ...withPinnedNode(root), CHROMIUM_PATH: browser.path, WEB_DIR: webDir(root) }
  return run(process.execPath, [join(root, file), ...args], { cwd: root, env })
}

function sorry(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 1
}
