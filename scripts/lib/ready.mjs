import { withWritableHome } from './home.mjs'
import { install } from './install.mjs'
import { pinnedNode } from './pinnedNode.mjs'
import { temporaryProblem } from './writable.mjs'

/**
 * What every command begins with: a home and a folder for temporary files that can be written, the dependencies installed, and the Node to
 * run on. Answers `{ path }` of it, or `{ problem }` in one sentence.
 * @param {string} root
 */
export async function ready(root) {
  Object.assign(process.env, withWritableHome(root, process.env))
  const temporary = temporaryProblem()
  if (temporary) return { problem: temporary }
  const problem = await install(root)
  return problem ? { problem } : pinnedNode(root)
}
