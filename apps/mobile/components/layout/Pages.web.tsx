import { Slot } from 'expo-router'

/** The pages in a browser: only the one in the address bar is mounted; the browser keeps the history. */
export function Pages() {
  return <Slot />
}
