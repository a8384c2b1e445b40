import { act, fireEvent, screen, waitFor } from '@testing-library/react-native'
import { LowSpace } from '../components/status/LowSpace.tsx'
import { readyPhone } from './phone.tsx'

test('little room is told with how much there is; freeing lets go of old answers, looks again, and is silent once there is room', async () => {
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

test('with room, and where nobody says how much there is, nothing is told', async () => {
  const phone = await readyPhone()
  await phone.show(<LowSpace />)
  phone.device.freeBytes = null
  await act(async () => phone.device.setLifecycle('foreground'))
  expect(screen.queryByTestId('low-space')).toBeNull()
})
