/** The server cannot start for a reason outside it. The message is one sentence for the person who started it; no stack is printed. */
export class CannotStart extends Error {}

/** What went wrong, short enough for a sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const words = error.message.split('\n')[0] ?? ''
  return words === '' ? code || error.name : words
}
