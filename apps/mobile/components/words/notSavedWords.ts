import type { NotSaved } from '../../store/sessionStore.ts'

/** The text when something could not be stored: why, what is still there, and what to do. */
export function notSavedWords({ why, setId, detail }: NotSaved): { title: string; body: string } {
  const what = setId ? "This set isn't saved" : "Your last change isn't saved"
  const where = setId ? 'Your numbers are still in the cells.' : 'It is still on screen.'
  if (why !== 'failed') {
    return { title: `${what}: ${why === 'full' ? 'storage is full' : "storage can't be written right now"}.`, body: where }
  }
  return {
    title: `${what}: something in the app failed.`,
    body: `${where} Your storage is fine. For whoever helps you: ${detail ?? 'no reason was given'}`,
  }
}
