import { createContext, useContext, useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { View } from 'react-native'

/** Brings something on the page into sight when it is not; leaves the page alone when it is. */
export type BringIntoSight = (view: RefObject<View | null>) => void

export const PageScroll = createContext<BringIntoSight>(() => {})

/** A ref for something that wants to be seen once `wanted` becomes true, and again when the occasion changes. */
export function useInSight(wanted: boolean, occasion = false) {
  const view = useRef<View>(null)
  const bringIntoSight = useContext(PageScroll)
  useEffect(() => {
    if (wanted) bringIntoSight(view)
  }, [wanted, occasion, bringIntoSight])
  return view
}
