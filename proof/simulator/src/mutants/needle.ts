/** What may stand between two words or signs of the source: white space, which prettier puts and takes away, or a comment. */
const gap = String.raw`(?:\s|//.*|/\*[\s\S]*?\*/)`

/**
 * A regular expression for a piece of source text, however it is laid out: with any white space and comments between its words and signs,
 * and with or without a comma before a closing bracket. Its first and last words are whole words: `ended` is not found in `suspended`.
 */
export function patternOf(needle: string): string {
  const parts = needle.match(/[\w$]+|[^\w$\s]/g) ?? []
  const laidOut = parts.map((part, index) => {
    const quoted = part.replace(/\W/g, String.raw`\$&`)
    const before = parts[index - 1]
    if (before === undefined) return quoted
    if (isWord(before) && isWord(part)) return `${gap}+${quoted}`
    return /[)\]}]/.test(part) ? `${gap}*(?:,${gap}*)?${quoted}` : `${gap}*${quoted}`
  })
  const start = isWord(parts[0]) ? String.raw`(?<![\w$])` : ''
  const end = isWord(parts.at(-1)) ? String.raw`(?![\w$])` : ''
  return start + laidOut.join('') + end
}

const isWord = (part = ''): boolean => /^[\w$]/.test(part)
