/** The world does not let the server start: one sentence for the person who started it, no stack. */
export class CannotStart extends Error {}

/** What went wrong, in the few words a sentence has room for. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const words = error.message.split('\n')[0] ?? ''
  return words === '' ? code || error.name : words
}
