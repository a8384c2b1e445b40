/** The message of an exception, for a log or a screen. What was thrown may be anything. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
