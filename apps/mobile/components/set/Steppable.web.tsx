import type { ReactNode } from 'react'

/** In a browser the input is the number itself: a spinbutton, stepped by the arrow keys. */
export function Steppable({ children }: { children: ReactNode }) {
  return children
}
