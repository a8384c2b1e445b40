import { withWritableHome } from './home.mjs'
import { install } from './install.mjs'
import { pinnedNode } from './pinnedNode.mjs'
import { temporaryProblem } from './writable.mjs'

/**
 * What every command begins with: a home and a folder for temporary files that can be written, the dependencies installed (those of
 * `folders` with lockfiles of their own too), and the Node to run on. Answers `{ path }` of it, or `{ problem }` in one sentence.
 */
export async function ready(root, folders = []) {
  Object.assign(process.env, withWritableHome(root, process.env))
  const temporary = temporaryProblem()
  if (temporary) return { problem: temporary }
  for (const folder of [root, ...folders]) {
    const problem = await install(folder)
    if (problem) return { problem }
  }
  return pinnedNode(root)
}
