import type { Session, Weight } from '@holdfast/contract'
import { useRef, useState } from 'react'
import { useEngine } from '../engineContext.ts'
import type { PickText } from '../ports.ts'
import { importPlanOf, knownHere, type ImportPlan } from './importPlan.ts'
import { EXPORT_BYTES_MAX, readExport, type ExportReading, type FileProblem } from './readExport.ts'
import { writeImport, type ImportEnd } from './writeImport.ts'

/** Why there is nothing to review. */
export type PickProblem = FileProblem | { problem: 'tooLarge' | 'unreadable' }

/** What an import would do, before anything is written. `unit` is null while the file does not say and nobody did. */
export type Review = { name: string; text: string; unit: Weight['unit'] | null; reading: ExportReading; plan: ImportPlan }

export type ImportState =
  | { at: 'choose'; refused: { name: string | null; why: PickProblem } | null }
  | { at: 'reading'; name: string }
  | { at: 'review'; review: Review }
  | { at: 'writing'; written: number; of: number }
  | { at: 'over'; end: ImportEnd; of: number; sets: number }

/** Lets the screen draw what it was told, before the next stretch of work. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/** One import from the file to the last workout. Until `start` nothing is written. */
export function useImport(pickText: PickText) {
  const engine = useEngine()
  const [state, setState] = useState<ImportState>({ at: 'choose', refused: null })
  const cancelled = useRef(false)

  const review = (name: string, text: string, unit: Weight['unit'] | null): void => {
    const reading = readExport(text, unit ?? 'kg')
    if (!reading.read) return setState({ at: 'choose', refused: { name, why: reading } })
    setState({ at: 'review', review: { name, text, unit, reading, plan: importPlanOf(reading.workouts, knownHere(engine)) } })
  }

  return {
    state,
    async choose() {
      try {
        const picked = await pickText(EXPORT_BYTES_MAX)
        if (!picked) return
        const { name, text } = picked
        if (text === null) return setState({ at: 'choose', refused: { name, why: { problem: 'tooLarge' } } })
        setState({ at: 'reading', name })
        await drawn()
        review(name, text, null)
      } catch {
        // The system's words for it are for programmers; what a person can do about it is the same for all of them.
        setState({ at: 'choose', refused: { name: null, why: { problem: 'unreadable' } } })
      }
    },
    chooseUnit({ name, text }: Review, unit: Weight['unit'] | null) {
      review(name, text, unit)
    },
    async start(sessions: readonly Session[]) {
      const of = sessions.length
      cancelled.current = false
      setState({ at: 'writing', written: 0, of })
      const end = await writeImport(engine, sessions, {
        progress: (written) => setState({ at: 'writing', written, of }),
        isCancelled: () => cancelled.current,
        pause: drawn,
      })
      const sets = sessions.slice(0, end.written).reduce((sum, { actualSets }) => sum + actualSets.length, 0)
      setState({ at: 'over', end, of, sets })
    },
    cancel() {
      cancelled.current = true
    },
    again: () => setState({ at: 'choose', refused: null }),
  }
}
