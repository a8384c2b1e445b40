import { createContext, useContext } from 'react'
import { useSystemScheme } from './systemScheme'
import { dark, light } from './tokens.ts'
import type { Colors } from './tokens.ts'

export type Theme = { scheme: 'light' | 'dark'; colors: Colors }

const themes = { light: { scheme: 'light', colors: light }, dark: { scheme: 'dark', colors: dark } } as const

/** What the lifter chose; nothing chosen is the system's. */
export const ChosenTheme = createContext<'system' | 'light' | 'dark'>('system')

/** The theme the lifter chose, else the system's, live. */
export function useTheme(): Theme {
  const system = useSystemScheme()
  const chosen = useContext(ChosenTheme)
  return themes[chosen === 'system' ? system : chosen]
}

/** A hook for styles that depend on the theme, made once per scheme. */
export function themed<Styles>(make: (theme: Theme) => Styles): () => Styles {
  const made: { light?: Styles; dark?: Styles } = {}
  return function useStyles() {
    const theme = useTheme()
    return (made[theme.scheme] ??= make(theme))
  }
}
