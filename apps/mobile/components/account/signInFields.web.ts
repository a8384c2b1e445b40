import type { View } from 'react-native'
import type { SignInTexts } from '../words/signInProblem.ts'

const selectors: Record<keyof SignInTexts, string> = {
  name: '[autocomplete=name]',
  email: '[inputmode=email]',
  password: '[type=password]',
}

const elementOf = (form: View | null) => form as unknown as HTMLFormElement | null
const fieldIn = (form: View | null, field: keyof SignInTexts) => elementOf(form)?.querySelector<HTMLInputElement>(selectors[field])

/** What stands in the fields, also what the page does not know of: some password managers tell the page nothing of it. */
export function filledIn(form: View | null, typed: SignInTexts): SignInTexts {
  const textOf = (field: keyof SignInTexts) => fieldIn(form, field)?.value ?? typed[field]
  return { name: textOf('name'), email: textOf('email'), password: textOf('password') }
}

/** The field keeps its own text: a page that is drawn again must not wipe what it was not told of. */
export function fieldText(_typed: string): { defaultValue: string } {
  return { defaultValue: '' }
}

/** Makes the form one that password managers know: its fields have names, and it can be submitted. Returns what ends that. */
export function nameFields(form: View | null, onSubmit: () => void): () => void {
  const element = elementOf(form)
  for (const field of ['name', 'email', 'password'] as const) fieldIn(form, field)?.setAttribute('name', field)
  // Never by the browser itself, which would put the password into the address.
  element?.setAttribute('method', 'post')
  const submit = (event: Event): void => {
    event.preventDefault()
    onSubmit()
  }
  element?.addEventListener('submit', submit)
  return () => element?.removeEventListener('submit', submit)
}
