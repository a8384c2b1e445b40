import { createContext, useContext } from 'react'
import { useColorScheme } from 'react-native'
import { dark, light } from './tokens.ts'
import type { Colors } from './tokens.ts'

export type Theme = { scheme: 'light' | 'dark'; colors: Colors }

const themes = { light: { scheme: 'light', colors: light }, dark: { scheme: 'dark', colors: dark } } as const

/** What the lifter chose; nothing chosen is the system's. */
export const ChosenTheme = createContext<'system' | 'light' | 'dark'>('system')

/** The theme the lifter chose, else the system's, live. Where a system has none, dark: a gym is a dark place and black saves battery. */
export function useTheme(): Theme {
  const system = useColorScheme() === 'light' ? 'light' : 'dark'
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
