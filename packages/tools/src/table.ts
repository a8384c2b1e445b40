/** A table in Markdown. The first column is words, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => String(line[column] ?? '').length)))
  const cell = (text: string | number, column: number) =>
    column === 0 ? String(text).padEnd(widths[column] ?? 0) : String(text).padStart(widths[column] ?? 0)
  return lines.map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n')
}
