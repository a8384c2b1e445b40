/** The text with the digits of every script as 0 to 9. */
export function latinDigits(text: string): string {
  if (isAscii(text)) return text
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
}

/** True for most texts of a file. This shortcut counts: a phone reads thousands of rows at once. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}

/** The digits of a script are consecutive code points that begin with zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}
