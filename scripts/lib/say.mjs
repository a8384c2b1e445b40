/**
 * One line to the person at the terminal.
 * @param {string} text
 */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/**
 * The line a step begins with: easy to find in a long log.
 * @param {string} text
 */
export function heading(text) {
  say(`\n━━ ${text} ${'━'.repeat(Math.max(2, 76 - text.length))}`)
}

/**
 * A length of time as a person says it: `0.4 s`, `12 s`, `3 min 05 s`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}
