import { screen, userEvent, waitFor } from '@testing-library/react-native'
import { usePathname } from 'expo-router'
import { SnackbarPlace } from '../components/controls/Snackbar.tsx'
import { SkipSheet } from '../components/today/SkipSheet.tsx'
import type { SessionView } from '../sync/session/overlay.ts'
import { readyPhone, type ReadyPhone } from './phone.tsx'

const onClose = jest.fn()

async function asked(): Promise<ReadyPhone> {
  const phone = await readyPhone()
  phone.on.weather = 'offline'
  const session = phone.on.session as SessionView
  await phone.show(<SkipSheet session={session} open onClose={onClose} />)
  return phone
}
const waiting = (phone: ReadyPhone) => phone.sync.getState().waiting.map(({ endpoint, body }) => [endpoint, body])

test('a session is skipped only after a confirmation, with the chosen reason', async () => {
  const phone = await asked()
  expect(screen.getByTestId('skip-sheet')).toHaveTextContent(/Skip ‘Lower A’\?/)
  await userEvent.press(screen.getByRole('radio', { name: 'Sick' }))
  expect(waiting(phone)).toEqual([])
  await userEvent.press(screen.getByTestId('skip-confirm'))
  expect(waiting(phone)).toEqual([[`/v1/sessions/${phone.on.session.id}/skip`, expect.objectContaining({ reason: 'Sick' })]])
  expect(onClose).toHaveBeenCalled()
})

test('a reason is optional', async () => {
  const phone = await asked()
  await userEvent.press(screen.getByTestId('skip-confirm'))
  expect(waiting(phone)).toEqual([[`/v1/sessions/${phone.on.session.id}/skip`, expect.objectContaining({ reason: null })]])
})

test('a cancelled skip changes nothing', async () => {
  const phone = await asked()
  await userEvent.press(screen.getByTestId('skip-cancel'))
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(waiting(phone)).toEqual([])
})

test('a skip that the phone cannot store is not shown as skipped', async () => {
  let full = false
  const phone = await readyPhone({ fault: () => (full ? 'full' : null) })
  jest.mocked(usePathname).mockReturnValue('/today')
  await phone.show(
    <>
      <SkipSheet session={phone.on.session as SessionView} open onClose={onClose} />
      <SnackbarPlace />
    </>,
  )
  full = true
  await userEvent.press(screen.getByTestId('skip-confirm'))
  await waitFor(() =>
    expect(screen.getByTestId('snackbar')).toHaveTextContent(/^‘Lower A’ isn't skipped: it couldn't be saved on this phone/),
  )
  expect(screen.queryByText(/‘Lower A’ skipped/)).toBeNull()
})
