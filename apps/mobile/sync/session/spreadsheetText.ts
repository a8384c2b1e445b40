/** Characters that divide cells in a program that expects another separator, or does not know quotes. */
const ENDS = String.raw`;\t\n\v\f\r\u0085\u2028\u2029`
/** What a spreadsheet program may skip at the beginning of a cell: blanks, control characters, quotation marks, and invisible marks. */
const BLANKS = String.raw`(?:(?![${ENDS}])[\s"\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0])*`
/**
 * The beginning of a formula, also in the wide and the small forms of Chinese and Japanese keyboards. Apostrophes before it are matched
 * too, so that `plainOfCell` removes only the added one.
 */
const FORMULA = `'*${BLANKS}[=+\\-@＝＋－＠﹦﹢﹣﹫−]`
const inside = (apostrophe: '' | "'"): RegExp => new RegExp(`([${ENDS}])${apostrophe}(?=${FORMULA})`, 'gu')
/** Programs remove a tab or a line end at the beginning. */
const first = (apostrophe: '' | "'"): RegExp => new RegExp(`^${apostrophe}(?='*[\\t\\n\\r]|${FORMULA})`, 'u')
const open = { inside: inside(''), first: first('') }
const guarded = { inside: inside("'"), first: first("'") }

/**
 * A text as a cell of a CSV file. Where a spreadsheet program would read a formula, an apostrophe is put before it, so that opening the
 * file runs nothing. `plainOfCell` restores exactly the text.
 */
export function cellOfText(text: string): string {
  return text.replace(open.inside, "$1'").replace(open.first, "'")
}

/** The text of a cell that `cellOfText` wrote. */
export function plainOfCell(cell: string): string {
  return cell.replace(guarded.first, '').replace(guarded.inside, '$1')
}
