import { firstLoad, firstLoadGoal } from './lib/firstLoad.mjs'
import { ready } from './lib/ready.mjs'
import { root } from './lib/root.mjs'
import { say } from './lib/say.mjs'
import { webBuild, webDir } from './lib/webBuild.mjs'

// npm run weight: the JavaScript of the web app, and how much of it the first load takes.

process.exitCode = await weight()

async function weight() {
  const node = await ready(root)
  if (node.problem) return sorry(node.problem)
  const notBuilt = await webBuild({ root, node: node.path })
  if (notBuilt) return sorry(notBuilt)
  const { files, firstBytes, allBytes } = firstLoad(webDir(root))
  say('| file | first load | minified | gzip -9 |\n|---|---|---|---|')
  for (const { name, first, bytes, gzipBytes } of files) say(`| ${name} | ${first ? 'yes' : ''} | ${bytes} B | ${gzipBytes} B |`)
  say(`First load: ${firstBytes} B of ${allBytes} B; the rest comes with the service worker or the page that needs it.`)
  const missedBy = firstBytes - firstLoadGoal
  say(missedBy <= 0 ? `The goal of ${firstLoadGoal} B is met.` : `The goal of ${firstLoadGoal} B is missed by ${missedBy} B.`)
  return 0
}

function sorry(sentence) {
  process.stderr.write(`${sentence}\n`)
  return 1
}
