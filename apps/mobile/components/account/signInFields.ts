import type { View } from 'react-native'
import type { SignInTexts } from '../words/signInProblem.ts'

/** The contents of the fields: what was typed. */
export function filledIn(_form: View | null, typed: SignInTexts): SignInTexts {
  return typed
}

/** The app sets the text of a field. */
export function fieldText(typed: string): { value: string } {
  return { value: typed }
}

/** A phone fills in fields without a form. */
export function nameFields(_form: View | null, _onSubmit: () => void): () => void {
  return () => undefined
}
