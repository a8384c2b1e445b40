import type { Session, Weight } from '@holdfast/contract'
import { useMemo, useRef, useState } from 'react'
import { useEngine } from '../views/engineContext.ts'
import type { Index, PickFile } from '../device/ports.ts'
import { createAssignedColumns } from './assignedColumns.ts'
import type { Columns } from './columnNames.ts'
import { decodedText } from './decodedText.ts'
import { importPlanOf, knownHere, type ImportPlan } from './importPlan.ts'
import type { Addition } from './missingSets.ts'
import {
  EXPORT_BYTES_MAX,
  readExport,
  unassignedOf,
  type Answers,
  type ExportReading,
  type FileProblem,
  type Unassigned,
} from './readExport.ts'
import { writeAdditions, writeImport, type ImportEnd, type WriteOptions } from './writeImport.ts'

/** Why there is nothing to review. */
export type PickProblem = Exclude<FileProblem, { problem: 'unassigned' }> | { problem: 'tooLarge' | 'unreadable' | 'encoding' }

/** The file that was picked, and a person's answers about it. `unit` is null until the file or a person gives it. */
export type ImportFile = { name: string; text: string; unit: Weight['unit'] | null; answers: Answers }

/** What an import would do, before anything is written. */
export type Review = { file: ImportFile; reading: ExportReading; plan: ImportPlan }

/** The step of the import that the screen shows. */
export type ImportState =
  | { at: 'choose'; refused: { name: string | null; why: PickProblem; file: ImportFile | null } | null }
  | { at: 'reading'; name: string }
  | { at: 'assign'; file: ImportFile; unassigned: Unassigned }
  | { at: 'review'; review: Review }
  | { at: 'writing'; written: number; of: number }
  | { at: 'over'; end: ImportEnd; of: number; sets: number; added: boolean }

/** Lets the screen draw before the next part of the work. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/** One import, from the choice of the file to the last workout. Nothing is written before `start` or `addMissing`. */
export function useImport(pickFile: PickFile, index: Index) {
  const engine = useEngine()
  const assigned = useMemo(() => createAssignedColumns(index), [index])
  const [state, setState] = useState<ImportState>({ at: 'choose', refused: null })
  const cancelled = useRef(false)

  const review = (file: ImportFile): void => {
    const reading = readExport(file.text, file.unit ?? 'kg', file.answers)
    if (reading.read) {
      const plan = importPlanOf(reading.workouts, knownHere(engine))
      return setState({ at: 'review', review: { file, reading, plan } })
    }
    if (reading.problem !== 'unassigned') return setState({ at: 'choose', refused: { name: file.name, why: reading, file } })
    const before = assigned.of(reading.header)
    if (before) return review({ ...file, answers: { ...file.answers, columns: before } })
    setState({ at: 'assign', file, unassigned: reading })
  }
  const refuse = (name: string | null, problem: 'tooLarge' | 'unreadable' | 'encoding'): void =>
    setState({ at: 'choose', refused: { name, why: { problem }, file: null } })
  const write = async (of: number, sets: number[], added: boolean, run: (options: WriteOptions) => Promise<ImportEnd>): Promise<void> => {
    cancelled.current = false
    setState({ at: 'writing', written: 0, of })
    const progress = (written: number): void => setState({ at: 'writing', written, of })
    const end = await run({ progress, isCancelled: () => cancelled.current, pause: drawn })
    setState({ at: 'over', end, of, sets: sets.slice(0, end.written).reduce((sum, count) => sum + count, 0), added })
  }

  return {
    state,
    async choose() {
      try {
        const picked = await pickFile(EXPORT_BYTES_MAX)
        if (!picked) return
        const { name, bytes } = picked
        if (bytes === null) return refuse(name, 'tooLarge')
        setState({ at: 'reading', name })
        await drawn()
        const text = decodedText(bytes)
        if (text === null) return refuse(name, 'encoding')
        review({ name, text, unit: null, answers: {} })
      } catch {
        // The system's message is for programmers. What a person can do is the same for all of them.
        refuse(null, 'unreadable')
      }
    },
    chooseUnit: (file: ImportFile, unit: Weight['unit'] | null) => review({ ...file, unit }),
    answer: (file: ImportFile, answers: Answers) => review({ ...file, answers: { ...file.answers, ...answers } }),
    /** Lets a person assign each column, even if the columns are known. */
    assign(file: ImportFile) {
      const unassigned = unassignedOf(file.text)
      const guess = file.answers.columns ?? unassigned?.guess
      if (unassigned && guess) setState({ at: 'assign', file, unassigned: { ...unassigned, guess } })
    },
    assignColumns(file: ImportFile, header: readonly string[], columns: Columns) {
      assigned.keep(header, columns)
      review({ ...file, answers: { ...file.answers, columns } })
    },
    start: (sessions: readonly Session[]) =>
      write(
        sessions.length,
        sessions.map(({ actualSets }) => actualSets.length),
        false,
        (options) => writeImport(engine, sessions, options),
      ),
    addMissing: (additions: readonly Addition[]) =>
      write(
        additions.length,
        additions.map(({ missing }) => missing),
        true,
        (options) => writeAdditions(engine, additions, options),
      ),
    cancel() {
      cancelled.current = true
    },
    again: () => setState({ at: 'choose', refused: null }),
  }
}
