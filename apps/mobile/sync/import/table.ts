import Papa from 'papaparse'

/** One row of a file. `line` is where it begins, as a text editor counts: the header is line 1. */
export type TableRow = { line: number; cells: readonly string[]; broken: 'quote' | 'short' | 'long' | null }

/** A file as cells. Empty lines are left out, and counted in the line numbers. */
export type Table = { header: readonly string[]; delimiter: string; rows: readonly TableRow[] }

const DELIMITERS = [',', ';', '\t'] as const

/**
 * Reads comma, semicolon and tab separated text (RFC 4180 quoting, byte order mark, any line end). Which of them it is, the header
 * says: a count of separators would be misled by decimal commas. Null when there is no header of at least two columns.
 */
export function readTable(text: string): Table | null {
  // One line end throughout, so that the line ends inside a row can be counted.
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const [delimiter] = [...DELIMITERS].sort((a, b) => widthOf(lines, b) - widthOf(lines, a))
  const { data, errors } = Papa.parse<string[]>(lines, { delimiter: delimiter!, newline: '\n' })
  const badQuotes = new Set(errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row] : [])))

  let line = 1
  const all = data.map((cells, index) => {
    const at = line
    line += 1 + cells.reduce((ends, cell) => ends + cell.split('\n').length - 1, 0)
    return { line: at, cells, badQuote: badQuotes.has(index) }
  })
  const [first, ...others] = all.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (!first || first.cells.length < 2) return null
  const rows = others.map(({ line: at, cells, badQuote }): TableRow => {
    const wrong = cells.length < first.cells.length ? 'short' : cells.length > first.cells.length ? 'long' : null
    return { line: at, cells, broken: badQuote ? 'quote' : wrong }
  })
  return { header: first.cells, delimiter: delimiter!, rows }
}

function widthOf(lines: string, delimiter: string): number {
  return Papa.parse<string[]>(lines.trimStart(), { delimiter, newline: '\n', preview: 1 }).data[0]?.length ?? 0
}
