import { createContext, useContext } from 'react'
import { useSystemScheme } from './systemScheme'
import { dark, light } from './tokens.ts'
import type { Colors } from './tokens.ts'

export type Theme = { scheme: 'light' | 'dark'; colors: Colors }

const themes = { light: { scheme: 'light', colors: light }, dark: { scheme: 'dark', colors: dark } } as const

/** The theme that the lifter chose; the default is the system's. */
export const ChosenTheme = createContext<'system' | 'light' | 'dark'>('system')

/** The theme that the lifter chose, else the system's, live. */
export function useTheme(): Theme {
  const system = useSystemScheme()
  const chosen = useContext(ChosenTheme)
  return themes[chosen === 'system' ? system : chosen]
}

/** Makes a hook for styles that depend on the theme; the styles are made once per scheme. */
export function themed<Styles>(make: (theme: Theme) => Styles): () => Styles {
  const made: { light?: Styles; dark?: Styles } = {}
  return function useStyles() {
    const theme = useTheme()
    return (made[theme.scheme] ??= make(theme))
  }
}
