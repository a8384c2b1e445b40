import { act, screen, userEvent, waitFor } from '@testing-library/react-native'
import { SettingsPage } from '../components/account/SettingsPage.tsx'
import { LEAVE_MS } from '../store/waysOut.ts'
import { readyPhone, trainingPhone, type ReadyPhone } from './phone.tsx'

/** Signing out tries to send first, for a while. */
const triedToSend = (phone: ReadyPhone) => act(async () => phone.device.clock.advance(LEAVE_MS))
const phaseOf = (phone: ReadyPhone) => phone.holdfast.account.getState().phase.at

test('with everything sent, one tap signs out', async () => {
  const phone = await readyPhone()
  await phone.show(<SettingsPage />)
  await userEvent.press(screen.getByTestId('sign-out'))
  await waitFor(() => expect(phaseOf(phone)).toBe('signedOut'))
})

test('with unsent work, signing out says what happens to it, and can be cancelled', async () => {
  const phone = await trainingPhone('offline')
  await phone.show(<SettingsPage />)
  await act(async () => {
    const [first] = phone.session.getState().plannedSets
    phone.session.getState().completeSet(first!.id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  })
  await userEvent.press(screen.getByTestId('sign-out'))
  await triedToSend(phone)
  expect(await screen.findByTestId('sign-out-sheet')).toHaveTextContent(/1 change hasn't reached the server.*stays on this phone/)
  await userEvent.press(screen.getByTestId('sign-out-stay'))
  expect(phaseOf(phone)).toBe('ready')

  await userEvent.press(screen.getByTestId('sign-out'))
  await triedToSend(phone)
  await userEvent.press(await screen.findByTestId('sign-out-keep'))
  await waitFor(() => expect(phaseOf(phone)).toBe('signedOut'))
  expect(phone.device.disks.get(1)![0]!.stored.size).toBeGreaterThan(0)
})
