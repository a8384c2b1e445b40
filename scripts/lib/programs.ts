import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** True for a regular file (or a link to one) that this account may execute. A folder passes X_OK too, and is no program. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The folders of PATH, in their order. */
export function pathFolders(env: NodeJS.ProcessEnv): string[] {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return (env[name] ?? '').split(delimiter).filter(Boolean)
}

/** The first program of this name on PATH, or undefined. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return pathFolders(env)
    .map((folder) => join(folder, name))
    .find(isProgram)
}
