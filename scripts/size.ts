import { gzipBytesGoal, librarySize } from './lib/librarySize.ts'
import { root } from './lib/root.mjs'
import { say } from './lib/say.mjs'

// npm run size: what journal and outbox cost an app, minified and gzipped.

let together = 0
say('| library | minified | gzip -9 |\n|---|---|---|')
for (const folders of [['packages/journal'], ['packages/journal', 'packages/outbox']]) {
  const { bytes, gzipBytes } = await librarySize(root, ...folders)
  together = gzipBytes
  say(`| ${folders.map((folder) => folder.split('/')[1]).join(' + ')} | ${bytes} B | ${gzipBytes} B |`)
}
say(
  together <= gzipBytesGoal
    ? `The goal of ${gzipBytesGoal} B is met.`
    : `The goal of ${gzipBytesGoal} B is missed by ${together - gzipBytesGoal} B.`,
)
