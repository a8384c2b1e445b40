type Cells = readonly (string | number)[]

/** A table in Markdown. The first column is words, the others are figures. `isAligned` pads the cells, for a terminal. */
export function table(head: readonly string[], rows: readonly Cells[], { isAligned = true } = {}): string {
  const lines: Cells[] = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => String(line[column] ?? '').length)))
  const cell = (content: string | number, column: number) => {
    const width = isAligned ? (widths[column] ?? 0) : 0
    return column === 0 ? String(content).padEnd(width) : String(content).padStart(width)
  }
  return lines.map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n')
}
