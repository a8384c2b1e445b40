import Papa from 'papaparse'

/**
 * One row of a file. `line` is where it begins, counted as in a text editor. `missing` is how many cells fewer than the header it has:
 * spreadsheet programs leave out empty cells at the end. `isCut`: the file ends in this row without a line end, so its last cell may be
 * incomplete.
 */
export type TableRow = { line: number; cells: readonly string[]; broken: 'quote' | 'long' | null; missing: number; isCut: boolean }

/** A file as cells. Empty lines are left out, but counted in the line numbers. */
export type Table = { header: readonly string[]; delimiter: string; rows: readonly TableRow[] }

const DELIMITERS = [',', ';', '\t'] as const

/**
 * Reads comma, semicolon and tab separated text (RFC 4180 quoting, byte order mark, any line end). The separator follows from the first
 * line (`sep=;`) or from the header: decimal commas would mislead a count over the whole file. `lineEnds`: inside a cell, line ends stay as
 * written, or all become `
 * `. Null when there is no header with at least two columns.
 */
export function readTable(text: string, lineEnds: 'plain' | 'asWritten' = 'plain'): Table | null {
  const unmarked = text.replace(/^\uFEFF/, '')
  // One kind of line end, so that files with several kinds can be read too.
  const whole = lineEnds === 'plain' ? unmarked.replace(/\r\n?/g, '\n') : unmarked
  const { lines, skipped, delimiter } = withoutSeparatorLine(whole)
  const newline = lineEnds === 'plain' ? '\n' : (/\r\n|\n|\r/.exec(lines)?.[0] as '\r\n' | '\n' | '\r' | undefined)
  const { data, errors } = Papa.parse<string[]>(lines, { delimiter: delimiter ?? widestIn(lines), ...(newline ? { newline } : {}) })
  const badQuotes = new Set(errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row] : [])))

  let line = 1 + skipped
  const all = data.map((cells, index) => {
    const at = line
    line += 1 + cells.reduce((ends, cell) => ends + cell.split('\n').length - 1, 0)
    return { line: at, cells, badQuote: badQuotes.has(index), isCut: index === data.length - 1 }
  })
  const [first, ...others] = all.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (!first || first.cells.length < 2) return null
  const rows = others.map(({ line: at, cells, badQuote, isCut }): TableRow => {
    const broken = badQuote ? 'quote' : cells.length > first.cells.length ? 'long' : null
    return { line: at, cells, broken, missing: Math.max(0, first.cells.length - cells.length), isCut }
  })
  return { header: first.cells, delimiter: delimiter ?? widestIn(lines), rows }
}

/** A first line of Excel that names the separator. */
function withoutSeparatorLine(lines: string): { lines: string; skipped: number; delimiter: string | null } {
  const match = /^"?sep=(.)"?[^\S\r\n]*(\r\n|\n|\r|$)/i.exec(lines)
  return match ? { lines: lines.slice(match[0].length), skipped: 1, delimiter: match[1]! } : { lines, skipped: 0, delimiter: null }
}

function widestIn(lines: string): string {
  return [...DELIMITERS].sort((a, b) => widthOf(lines, b) - widthOf(lines, a))[0]!
}

function widthOf(lines: string, delimiter: string): number {
  return Papa.parse<string[]>(lines.trimStart(), { delimiter, preview: 1 }).data[0]?.length ?? 0
}
