import { whyNotWritable } from './writable.mjs'

/**
 * Why the database cannot live in this folder, in one sentence, or undefined when it can. Makes the folder.
 * @param {string} folder
 */
export function dataDirProblem(folder) {
  const why = whyNotWritable(folder)
  return why && `DATA_DIR ${folder} cannot be used: ${why}.`
}
