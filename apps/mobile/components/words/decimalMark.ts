/** The decimal mark of the lifter's locale: a point, a comma, or ٫. */
export const decimalMark: string = /[^\p{Nd}]/u.exec((1.5).toLocaleString(undefined, { minimumFractionDigits: 1 }))?.[0] ?? '.'

/** A number as a cell shows it, with the decimal mark of the locale. */
export function cellText(number: string, mark: string): string {
  return number.replace('.', mark)
}
