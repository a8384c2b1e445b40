import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of all workspaces, relative and sorted, as the root package.json names them (`folder`, `folder/*`, `!folder`). */
export function workspaces(root: string): string[] {
  const { workspaces: patterns } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }
  const not = new Set(patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)))
  return patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .flatMap((pattern) => (pattern.endsWith('/*') ? inside(root, pattern.slice(0, -2)) : [pattern]))
    .filter((folder) => !not.has(folder) && existsSync(join(root, folder, 'package.json')))
    .sort()
}

/** The folders of the repository and of apps/, packages/ and proof/ that hold a tsconfig.json, whether a workspace or not. */
export function withTsconfig(root: string): string[] {
  return ['.', 'apps', 'packages', 'proof']
    .flatMap((folder) => inside(root, folder))
    .map((folder) => folder.replace(/^\.\//, ''))
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
}

function inside(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
}
