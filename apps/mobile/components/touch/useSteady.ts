import { useInsertionEffect, useRef, useState } from 'react'

type Acts = Readonly<Record<string, (...args: never[]) => unknown>>

/**
 * The same functions until the component unmounts; each calls its newest version. Components that receive them are not rendered again
 * because of them. For events, never during a render.
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
