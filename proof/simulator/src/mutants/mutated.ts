import { existsSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import type { Edit, Mutant } from './mutant.ts'
import { functionsNamed, statementsOf } from './namedFunction.ts'
import { patternOf } from './needle.ts'

/** A part of the source, from one offset to another. */
type Range = { start: number; end: number }

const root = new URL('../../../../', import.meta.url)

/** Where a mutant's file is, as node loads it. */
export const urlOf = ({ file }: Mutant): string => new URL(file, root).href

/** Reads the file a mutant is about and makes the mistake in it. Throws when it no longer applies. */
export function mutatedFile(mutant: Mutant): string {
  const url = new URL(urlOf(mutant))
  if (!existsSync(url)) throw new Error(`“${mutant.name}” no longer applies: there is no ${mutant.file}`)
  return mutated(mutant, readFileSync(url, 'utf8'))
}

/** The source with the mistake in it. Throws when its function or one of its needles is not there exactly once. */
export function mutated(mutant: Mutant, source: string): string {
  const { name, file, in: path, edits } = mutant
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const scope = onlyOne(functionsNamed(path, parsed), mutant, `the function ${path} is in ${file}`)
  const changes = edits.map((edit) => changeOf(edit, scope, mutant)).sort((a, b) => a.start - b.start || a.end - b.end)
  let made = ''
  let at = 0
  for (const { start, end, text } of changes) {
    if (start < at) throw new Error(`“${name}” changes the same text of ${path} in ${file} twice`)
    made += source.slice(at, start) + text
    at = end
  }
  return made + source.slice(at)
}

/** The sentences of the mutants that no longer apply. */
export function outdated(mutants: readonly Mutant[]): string[] {
  return mutants.flatMap((mutant) => {
    try {
      mutatedFile(mutant)
      return []
    } catch (error) {
      return [(error as Error).message]
    }
  })
}

/** Which part of the source an edit replaces, and with what. */
function changeOf(edit: Edit, scope: ts.Node, mutant: Mutant): Range & { text: string } {
  if ('replace' in edit) return { ...textIn(scope, edit.replace, mutant), text: edit.with }
  if ('remove' in edit) return { ...statementIn(scope, edit.remove, mutant), text: '' }
  const { start } = statementIn(scope, edit.before, mutant)
  return { start, end: start, text: `${edit.insert}\n` }
}

function textIn(scope: ts.Node, needle: string, mutant: Mutant): Range {
  const offset = scope.getStart()
  const found = [...scope.getText().matchAll(new RegExp(patternOf(needle), 'g'))]
  const { index, 0: text } = onlyOne(found, mutant, `“${needle}” is in ${mutant.in} of ${mutant.file}`)
  return { start: offset + index, end: offset + index + text.length }
}

function statementIn(scope: ts.Node, needle: string, mutant: Mutant): Range {
  const pattern = new RegExp(`^${patternOf(needle)}`)
  const found = statementsOf(scope).filter((statement) => pattern.test(statement.getText()))
  const statement = onlyOne(found, mutant, `a statement that begins with “${needle}” is in ${mutant.in} of ${mutant.file}`)
  return { start: statement.getStart(), end: statement.end }
}

function onlyOne<T>(found: readonly T[], { name }: Mutant, what: string): T {
  if (found.length !== 1) throw new Error(`“${name}” no longer applies: ${what} ${found.length} times`)
  return found[0]!
}
