import type { View } from 'react-native'
import type { SignInTexts } from '../words/signInProblem.ts'

const selectors: Record<keyof SignInTexts, string> = {
  name: '[autocomplete=name]',
  email: '[inputmode=email]',
  password: '[type=password]',
}

const elementOf = (form: View | null) => form as unknown as HTMLFormElement | null
const fieldIn = (form: View | null, field: keyof SignInTexts) => elementOf(form)?.querySelector<HTMLInputElement>(selectors[field])

/** The contents of the fields, read from the page: some password managers fill them in without an event. */
export function filledIn(form: View | null, typed: SignInTexts): SignInTexts {
  const textOf = (field: keyof SignInTexts) => fieldIn(form, field)?.value ?? typed[field]
  return { name: textOf('name'), email: textOf('email'), password: textOf('password') }
}

/** The field keeps its own text: a new render must not delete a text that came without an event. */
export function fieldText(_typed: string): { defaultValue: string } {
  return { defaultValue: '' }
}

/** Makes the form recognisable for password managers: its fields have names, and it can be submitted. Call the answer to stop. */
export function nameFields(form: View | null, onSubmit: () => void): () => void {
  const element = elementOf(form)
  for (const field of ['name', 'email', 'password'] as const) fieldIn(form, field)?.setAttribute('name', field)
  // Never submitted by the browser itself, which would put the password into the address.
  element?.setAttribute('method', 'post')
  const submit = (event: Event): void => {
    event.preventDefault()
    onSubmit()
  }
  element?.addEventListener('submit', submit)
  return () => element?.removeEventListener('submit', submit)
}
