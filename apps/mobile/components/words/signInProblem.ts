/** The fields of the sign-in page. */
export type SignInTexts = { name: string; email: string; password: string }

/** What is missing before the server is asked; null when nothing is. */
export function signInProblem({ name, email, password }: SignInTexts, making: boolean): string | null {
  if (making && name.trim() === '') return 'What should we call you?'
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) return 'Type your email address, like you@example.com.'
  if (password === '') return 'Type your password.'
  if (making && password.length < 10) return 'A password needs at least 10 characters.'
  return null
}
