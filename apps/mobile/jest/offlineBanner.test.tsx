import { act, screen, waitFor } from '@testing-library/react-native'
import { OfflineBanner } from '../components/OfflineBanner.tsx'
import { readyPhone, type ReadyPhone } from './phone.tsx'

const radio = (phone: ReadyPhone, connected: boolean, thenMs: number) =>
  act(async () => {
    phone.on.weather = connected ? 'fine' : 'offline'
    phone.device.setRadio(connected)
    phone.device.clock.advance(thenMs)
  })

test('the banner says that the phone is offline and where sets are saved, once the radio is gone for good; it goes with the signal', async () => {
  const phone = await readyPhone()
  await phone.show(<OfflineBanner />)
  await radio(phone, false, 1_000)
  expect(screen.queryByTestId('offline-banner')).toBeNull()

  await radio(phone, false, 3_000)
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent("You're offline. Every set is saved on this phone."))

  await radio(phone, true, 1_000)
  await act(async () => phone.engine.pull())
  await act(async () => phone.device.clock.advance(30_000))
  await waitFor(() => expect(screen.queryByTestId('offline-banner')).toBeNull())
})

test('while it is offline the banner counts what waits', async () => {
  const phone = await readyPhone()
  await phone.show(<OfflineBanner />)
  await radio(phone, false, 3_000)
  await act(async () => {
    phone.session.getState().startSession(phone.on.session)
    const [first] = phone.session.getState().plannedSets
    phone.session.getState().completeSet(first!.id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  })
  await waitFor(() => expect(screen.getByTestId('offline-banner')).toHaveTextContent('Offline · 1 change waiting'))
})
