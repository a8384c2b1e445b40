import type { ActualSet } from '@holdfast/contract'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Cells } from './cells.ts'
import type { Course } from './course.ts'

/** The session being logged, what each of its sets was last time, what is going on in its cells, and how far it has come. */
export type Logger = {
  sessionId: string
  lastTime: Readonly<Record<string, ActualSet>>
  cells: StoreApi<Cells>
  course: StoreApi<Course>
}

export const LoggerContext = createContext<Logger | null>(null)

/** The logger this component stands in. Throws outside of one. */
export function useLogger(): Logger {
  const logger = useContext(LoggerContext)
  if (!logger) throw new Error('a set is only shown inside a logger')
  return logger
}

/** A part of what is going on in the cells. */
export function useCells<T>(selector: (cells: Cells) => T): T {
  return useStore(useLogger().cells, selector)
}

/** A part of how far the session has come. */
export function useCourse<T>(selector: (course: Course) => T): T {
  return useStore(useLogger().course, selector)
}
