import { act, fireEvent, screen, waitFor } from '@testing-library/react-native'
import { LowSpace } from '../components/status/LowSpace.tsx'
import { readyPhone } from './phone.tsx'

test('little space is shown with how much is left; freeing deletes cached answers, checks again, and shows nothing once there is space', async () => {
  const phone = await readyPhone()
  phone.device.freeBytes = 12_300_000
  await phone.show(<LowSpace />)
  await waitFor(() => expect(screen.getByTestId('low-space')).toHaveTextContent(/Little room is left on this phone: 12 MB/))
  await fireEvent.press(screen.getByTestId('low-space-free'))
  await waitFor(() => expect(screen.getByTestId('low-space-free')).toBeEnabled())
  expect(screen.getByTestId('low-space')).toHaveTextContent(/12 MB/)
  phone.device.freeBytes = 900_000_000
  await fireEvent.press(screen.getByTestId('low-space-free'))
  await waitFor(() => expect(screen.queryByTestId('low-space')).toBeNull())
})

test('with enough space, and where the amount is unknown, nothing is shown', async () => {
  const phone = await readyPhone()
  await phone.show(<LowSpace />)
  phone.device.freeBytes = null
  await act(async () => phone.device.setLifecycle('foreground'))
  expect(screen.queryByTestId('low-space')).toBeNull()
})
