import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Puts a text between `<!-- name -->` and `<!-- /name -->` of a Markdown file; what is around it stays as people wrote it. A file
 * without the markers is left alone: says whether they were there.
 */
export function writeBetween(file: string, name: string, text: string): boolean {
  if (!existsSync(file)) return false
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const whole = readFileSync(file, 'utf8')
  const [start, end] = [whole.indexOf(from), whole.indexOf(to)]
  if (start < 0 || end < start) return false
  writeFileSync(file, `${whole.slice(0, start + from.length)}\n${text.trim()}\n${whole.slice(end)}`)
  return true
}
