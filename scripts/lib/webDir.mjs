import { join } from 'node:path'

/**
 * Where the built web app stands.
 * @param {string} root
 */
export function webDir(root) {
  return join(root, 'apps', 'mobile', 'dist')
}
