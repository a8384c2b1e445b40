import type { ReactNode } from 'react'

/** In a browser the input itself is a spinbutton; the arrow keys change it by a step. */
export function Steppable({ children }: { children: ReactNode }) {
  return children
}
