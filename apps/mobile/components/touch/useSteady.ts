import { useInsertionEffect, useRef, useState } from 'react'

type Acts = Readonly<Record<string, (...args: never[]) => unknown>>

/**
 * The same functions for as long as a component stands, each doing what its newest namesake does: what is handed them is not drawn
 * again because of them. For events, never while drawing.
 */
export function useSteady<Of extends Acts>(newest: Of): Of {
  const held = useRef(newest)
  useInsertionEffect(() => {
    held.current = newest
  })
  const [steady] = useState(() => {
    const names = Object.keys(newest)
    return Object.fromEntries(names.map((name) => [name, (...args: never[]) => held.current[name]!(...args)])) as Of
  })
  return steady
}
