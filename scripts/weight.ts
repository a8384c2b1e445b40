import { firstLoad, firstLoadGoal } from './lib/firstLoad.ts'
import { root } from './lib/root.mjs'
import { say } from './lib/say.mjs'
import { webBuild } from './lib/webBuild.ts'
import { webDir } from './lib/webDir.mjs'

// npm run weight: the JavaScript of the web app, and how much of it the first load takes.

process.exitCode = await weight()

async function weight(): Promise<number> {
  const notBuilt = await webBuild({ root, node: process.execPath })
  if (notBuilt) {
    process.stderr.write(`${notBuilt}\n`)
    return 1
  }
  const { files, firstBytes, allBytes } = firstLoad(webDir(root))
  say('| file | first load | minified | gzip -9 |\n|---|---|---|---|')
  for (const { name, first, bytes, gzipBytes } of files) say(`| ${name} | ${first ? 'yes' : ''} | ${bytes} B | ${gzipBytes} B |`)
  say(`First load: ${firstBytes} B of ${allBytes} B; the rest comes with the service worker or the page that needs it.`)
  const missedBy = firstBytes - firstLoadGoal
  say(missedBy <= 0 ? `The goal of ${firstLoadGoal} B is met.` : `The goal of ${firstLoadGoal} B is missed by ${missedBy} B.`)
  return 0
}
