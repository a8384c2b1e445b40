import { dirname, relative, resolve, sep } from 'node:path'
import type { Placed, Rule } from './rule.ts'

type Layer = { under: string; folders: string[] }

/**
 * Which folder may import which: one may import those before it in its list, and none after it. `under` is the folder they stand in.
 * Where two folders need each other's parts, the part that both need moves into the earlier one.
 */
export const layers: Layer[] = [
  { under: '', folders: ['scripts', 'packages', 'apps', 'proof'] },
  {
    under: 'apps/api/src',
    folders: 'db metrics endpoints auth stored accounts operations sessions demo openapi http web'.split(' '),
  },
  { under: 'apps/mobile', folders: ['sync', 'store', 'components', 'app'] },
  { under: 'apps/mobile/sync', folders: ['device', 'session', 'server', 'engine', 'views', 'history', 'import', 'account'] },
  {
    under: 'apps/mobile/components',
    folders: (
      'theme words touch controls install status layout charts settings ' +
      'session set keypad account history import attention exercises syncing finish today logger'
    ).split(' '),
  },
]

/** Where our packages stand, for imports by name. */
const workspaces: Record<string, string> = {
  '@holdfast/contract': 'packages/contract',
  '@holdfast/journal': 'packages/journal',
  '@holdfast/outbox': 'packages/outbox',
  '@holdfast/tools': 'packages/tools',
  '@holdfast/api': 'apps/api',
  '@holdfast/mobile': 'apps/mobile',
  '@holdfast/browser': 'proof/browser',
  '@holdfast/load': 'proof/load',
  '@holdfast/simulator': 'proof/simulator',
}

const root = resolve(import.meta.dirname, '..')

/** Reports an import, of values or of types, that points from an earlier folder of `layers` to a later one. */
export const arrows: Rule = {
  meta: { type: 'problem', docs: { description: 'Imports between folders point one way.' } },
  create(context) {
    const file = pathOf(context.filename)
    const look = ({ source }: Placed & { source?: (Placed & { value?: unknown }) | null }) => {
      if (typeof source?.value !== 'string') return
      const target = targetOf(source.value, context.filename)
      const layer = target && layers.find(({ under, folders }) => pointsUp(folders, nameIn(under, file), nameIn(under, target)))
      if (layer) context.report({ node: source, message: messageOf(layer, file, target) })
    }
    return { ImportDeclaration: look, ExportNamedDeclaration: look, ExportAllDeclaration: look, ImportExpression: look }
  },
}

function messageOf({ under }: Layer, file: string, target: string): string {
  return `${nameIn(under, file)}/ must not import ${nameIn(under, target)}/: it stands before it in lint/arrows.ts.`
}

function pointsUp(folders: readonly string[], from = '', to = ''): boolean {
  return folders.includes(from) && folders.indexOf(to) > folders.indexOf(from)
}

/** The folder directly in `under` that holds `path`. */
function nameIn(under: string, path: string): string | undefined {
  if (under === '') return path.split('/')[0]
  return path.startsWith(`${under}/`) ? path.slice(under.length + 1).split('/')[0] : undefined
}

/** The path of what is imported, relative to the repository; undefined for packages of others. */
function targetOf(name: string, importer: string): string | undefined {
  if (name.startsWith('.')) return pathOf(resolve(dirname(importer), name))
  const own = name.split('/').slice(0, 2).join('/')
  const folder = workspaces[own]
  return folder && folder + name.slice(own.length)
}

function pathOf(file: string): string {
  return relative(root, resolve(root, file)).split(sep).join('/')
}
