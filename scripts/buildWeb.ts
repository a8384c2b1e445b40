import { root } from './lib/root.mjs'
import { webBuild } from './lib/webBuild.ts'

// Builds the web app unless it is built: for npm start, and for the image (deploy/Dockerfile).

const problem = await webBuild({ root, node: process.execPath })
if (problem) {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
