import type { ActualSet } from '@holdfast/contract'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Cells } from './cells.ts'
import type { Course } from './course.ts'

/** The session being logged, its sets of last time, the state of its cells, and its progress. */
export type Logger = {
  sessionId: string
  lastTime: Readonly<Record<string, ActualSet>>
  cells: StoreApi<Cells>
  course: StoreApi<Course>
}

export const LoggerContext = createContext<Logger | null>(null)

/** The logger around this component. Throws outside of one. */
export function useLogger(): Logger {
  const logger = useContext(LoggerContext)
  if (!logger) throw new Error('a set is only shown inside a logger')
  return logger
}

/** A part of the state of the cells. */
export function useCells<T>(selector: (cells: Cells) => T): T {
  return useStore(useLogger().cells, selector)
}

/** A part of the progress of the session. */
export function useCourse<T>(selector: (course: Course) => T): T {
  return useStore(useLogger().course, selector)
}
