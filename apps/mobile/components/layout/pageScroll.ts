import { createContext, useContext, useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { View } from 'react-native'

/** Scrolls the page until a view is visible; does nothing when it is visible. */
export type BringIntoSight = (view: RefObject<View | null>) => void

export const PageScroll = createContext<BringIntoSight>(() => {})

/** A ref for a view that is scrolled into sight once `wanted` becomes true, and again when `occasion` changes. */
export function useInSight(wanted: boolean, occasion = false) {
  const view = useRef<View>(null)
  const bringIntoSight = useContext(PageScroll)
  useEffect(() => {
    if (wanted) bringIntoSight(view)
  }, [wanted, occasion, bringIntoSight])
  return view
}
