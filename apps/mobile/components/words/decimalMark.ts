/** What divides a decimal number where this lifter lives: a point, a comma, or ٫. */
export const decimalMark: string = /[^\p{Nd}]/u.exec((1.5).toLocaleString(undefined, { minimumFractionDigits: 1 }))?.[0] ?? '.'

/** A number as it stands in a cell, with the lifter's own mark. */
export function cellText(number: string, mark: string): string {
  return number.replace('.', mark)
}
