import { act, screen, userEvent, waitFor } from '@testing-library/react-native'
import { router } from 'expo-router'
import { SignInForm } from '../components/account/SignInForm.tsx'
import { OfflineBanner } from '../components/status/OfflineBanner.tsx'
import { SyncPage } from '../components/syncing/SyncPage.tsx'
import { device } from '../test/device.ts'
import { server } from '../test/server.ts'
import { newPhone, readyPhone, type Phone, type ReadyPhone } from './phone.tsx'

async function atTheDoor(): Promise<Phone> {
  const phone = await newPhone()
  await phone.show(<SignInForm again={false} />)
  await screen.findByTestId('sign-in-demo')
  return phone
}
const submit = () => userEvent.press(screen.getByTestId('sign-in-submit'))
const said = () => screen.getByRole('alert')

test('missing fields are reported before the server is asked', async () => {
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

/** Signed in and logging; the server no longer accepts the sign-in. */
async function signedOutByServer(): Promise<ReadyPhone> {
  const phone = await readyPhone()
  phone.on.weather = 'signedOut'
  await act(async () => void (await phone.engine.pull().catch(() => undefined)))
  return phone
}

test('the sign-in has ended and nothing waits: every screen about the server says so', async () => {
  const phone = await signedOutByServer()
  await phone.show(
    <>
      <OfflineBanner />
      <SyncPage />
    </>,
  )
  expect(screen.getByTestId('strip-signIn')).toHaveAccessibleName(
    'Sign in again to keep your workouts on the server. You can keep logging.',
  )
  expect(screen.getByTestId('sync-standing')).toHaveTextContent('Sign in again to keep your workouts on the server')
  expect(screen.getByTestId('sign-in-again')).toBeTruthy()
  expect(screen.queryByText('Everything is saved on the server')).toBeNull()
})

test('the sign-in page after that says as whom, what for, and for whom changes wait when another person signs in', async () => {
  const phone = await signedOutByServer()
  await act(async () => {
    phone.session.getState().startSession(phone.on.session)
    for (const { id } of phone.session.getState().plannedSets.slice(0, 2))
      phone.session.getState().completeSet(id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  })
  await phone.show(<SignInForm again />)
  expect(screen.getByTestId('sign-in-again-words')).toHaveTextContent(
    'Sign in again as Alex to send 2 changes. Nothing you logged is lost. If somebody else signs in, they wait on this phone for Alex.',
  )
  expect(screen.queryByTestId('sign-in-demo')).toBeNull()
})

test('a server that lost the account: a new one is offered, what moves to it is counted and asked about, and everything can be exported', async () => {
  const phone = await readyPhone()
  await act(async () => {
    phone.session.getState().startSession(phone.on.session)
    phone.session.getState().completeSet(phone.session.getState().plannedSets[0]!.id, { reps: 5, weight: null, rpe: null })
  })
  phone.on.weather = 'signedOut'
  await act(async () => void (await phone.engine.pull().catch(() => undefined)))
  await phone.show(<SignInForm again />)
  await userEvent.press(screen.getByTestId('lost-account'))
  expect(screen.getByTestId('lost-account-notice')).toHaveTextContent(/Finish the workout you are in before that/)
  await userEvent.press(screen.getByTestId('lost-account-make'))
  expect(screen.queryByTestId('sign-in-take-along')).toBeNull()

  await act(async () => phone.session.getState().finish())
  await userEvent.press(screen.getByTestId('lost-account-export'))
  expect(router.push).toHaveBeenCalledWith('/data')
  await userEvent.press(screen.getByTestId('lost-account-make'))
  await screen.findByTestId('sign-in-name')
  expect(screen.getByTestId('sign-in-take-along')).toHaveTextContent('Create account and take 1 workout along')
  expect(screen.getByTestId('sign-in-submit')).toHaveTextContent('Create account, take nothing along')
})

test('what waits for a person who is not signed in is shown on the sign-in page, and to the person who is signed in', async () => {
  const before = device({ fetch: server().fetch })
  before.index.set('unsent_somebody', JSON.stringify({ name: 'Alex Demo', changes: 2 }))
  const phone = await newPhone({ from: before })
  await phone.show(<SignInForm again={false} />)
  expect(screen.getByTestId('waits-for-other')).toHaveTextContent(/2 changes wait on this phone for Alex Demo/)
})

test('after a sign-out in another tab the sign-in page says so, and offers to go on as the person signed in now', async () => {
  const phone = await newPhone()
  const zoe = { id: '7c7fd9a6-5a93-4a3c-9c9e-6f3f5f6c1a02', email: 'zoe@example.com', name: 'Zoe', role: 'lifter' as const }
  await phone.show(<SignInForm again={false} />)
  expect(screen.queryByTestId('door-other-tab')).toBeNull()
  await act(async () => phone.holdfast.account.setState({ otherTab: { signedOut: true, account: null } }))
  expect(screen.getByTestId('door-other-tab')).toHaveTextContent('You signed out in another tab of this browser.')
  expect(screen.queryByTestId('door-go-on')).toBeNull()
  await act(async () => phone.holdfast.account.setState({ otherTab: { signedOut: true, account: zoe } }))
  expect(screen.getByTestId('door-go-on')).toHaveTextContent('Go on as Zoe')
})
