import { screen, userEvent, waitFor } from '@testing-library/react-native'
import { SignInForm } from '../components/account/SignInForm.tsx'
import { newPhone, type Phone } from './phone.tsx'

async function atTheDoor(): Promise<Phone> {
  const phone = await newPhone()
  await phone.show(<SignInForm again={false} />)
  await screen.findByTestId('sign-in-demo')
  return phone
}
const submit = () => userEvent.press(screen.getByTestId('sign-in-submit'))
const said = () => screen.getByRole('alert')

test('what is missing is said before the server is asked', async () => {
  const phone = await atTheDoor()
  const before = phone.on.requests
  await submit()
  expect(said()).toHaveTextContent('Type your email address, like you@example.com.')
  await userEvent.type(screen.getByTestId('sign-in-email'), 'alex@example.com')
  expect(screen.queryByRole('alert')).toBeNull()
  await submit()
  expect(said()).toHaveTextContent('Type your password.')
  expect(phone.on.requests).toBe(before)
})

test('a new account needs a name and a password of ten characters', async () => {
  await atTheDoor()
  await userEvent.press(screen.getByTestId('sign-in-toggle'))
  await userEvent.type(screen.getByTestId('sign-in-email'), 'alex@example.com')
  await userEvent.type(screen.getByTestId('sign-in-password'), 'short')
  await submit()
  expect(said()).toHaveTextContent('What should we call you?')
  await userEvent.type(screen.getByTestId('sign-in-name'), 'Alex')
  await submit()
  expect(said()).toHaveTextContent('A password needs at least 10 characters.')
})

test('without a network the form says so and keeps what was typed', async () => {
  const phone = await atTheDoor()
  phone.on.weather = 'offline'
  await userEvent.type(screen.getByTestId('sign-in-email'), 'alex@example.com')
  await userEvent.type(screen.getByTestId('sign-in-password'), 'long enough')
  await submit()
  await waitFor(() => expect(said()).toHaveTextContent(/./))
  expect(said()).not.toHaveTextContent(/fetch|network request failed|undefined/i)
  expect(screen.getByTestId('sign-in-email').props['value']).toBe('alex@example.com')
  expect(phone.holdfast.account.getState().phase.at).toBe('signedOut')
})
