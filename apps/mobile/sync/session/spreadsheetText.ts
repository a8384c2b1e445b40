/** What divides cells in a program that takes a file for one with other separators, or does not know of quotes. */
const ENDS = String.raw`;\t\n\v\f\r\u0085\u2028\u2029`
/** What a spreadsheet program may pass over at the beginning of a cell: blanks, controls, quotation marks, and marks that nobody sees. */
const BLANKS = String.raw`(?:(?![${ENDS}])[\s"\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0])*`
/** A formula, also in the wide and the small forms of Chinese and Japanese keyboards; behind apostrophes, so that those are told apart too. */
const FORMULA = `'*${BLANKS}[=+\\-@＝＋－＠﹦﹢﹣﹫−]`
const inside = (apostrophe: '' | "'"): RegExp => new RegExp(`([${ENDS}])${apostrophe}(?=${FORMULA})`, 'gu')
/** Programs cut a tab or a line end off the beginning. */
const first = (apostrophe: '' | "'"): RegExp => new RegExp(`^${apostrophe}(?='*[\\t\\n\\r]|${FORMULA})`, 'u')
const open = { inside: inside(''), first: first('') }
const guarded = { inside: inside("'"), first: first("'") }

/**
 * A text as a cell of a CSV file: where a spreadsheet program would read a formula stands an apostrophe before it, so that opening the file
 * runs nothing. `plainOfCell` gives back exactly the text.
 */
export function cellOfText(text: string): string {
  return text.replace(open.inside, "$1'").replace(open.first, "'")
}

/** The text of a cell that `cellOfText` wrote. */
export function plainOfCell(cell: string): string {
  return cell.replace(guarded.first, '').replace(guarded.inside, '$1')
}
