import { createContext, useContext, useEffect, useRef } from 'react'
import type { View } from 'react-native'

/** Brings something on the page into sight when it is not; leaves the page alone when it is. */
export type BringIntoSight = (view: View) => void

export const PageScroll = createContext<BringIntoSight>(() => {})

/** A ref for something that wants to be seen once `wanted` becomes true. */
export function useInSight(wanted: boolean) {
  const view = useRef<View>(null)
  const bringIntoSight = useContext(PageScroll)
  useEffect(() => {
    if (wanted && view.current) bringIntoSight(view.current)
  }, [wanted, bringIntoSight])
  return view
}
