import { act, screen, waitFor } from '@testing-library/react-native'
import { AccessibilityInfo, StyleSheet, View } from 'react-native'
import { OfflineBanner } from '../components/status/OfflineBanner.tsx'
import { readyPhone, trainingPhone, type ReadyPhone } from './phone.tsx'

const radio = (phone: ReadyPhone, connected: boolean, thenMs: number) =>
  act(async () => {
    phone.on.weather = connected ? 'fine' : 'offline'
    phone.device.setRadio(connected)
    phone.device.clock.advance(thenMs)
  })

const said = () => jest.mocked(AccessibilityInfo.announceForAccessibilityWithOptions).mock.calls.map(([words]) => words)
const complete = (phone: ReadyPhone, at: number) =>
  act(async () => {
    const { id } = phone.session.getState().plannedSets[at]!
    phone.session.getState().completeSet(id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  })

test('the banner says that the phone is offline and where sets are saved, once the network is gone for long; it goes when the network is back', async () => {
  const phone = await readyPhone()
  await phone.show(<OfflineBanner />)
  await radio(phone, false, 1_000)
  expect(screen.queryByTestId('offline-banner')).toBeNull()

  await radio(phone, false, 3_000)
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Offline. Every set is saved here.'))
  expect(screen.getByRole('status')).toHaveAccessibleName("You're offline. Every set is saved on this phone.")

  await radio(phone, true, 1_000)
  await act(async () => phone.engine.pull())
  await act(async () => phone.device.clock.advance(30_000))
  await waitFor(() => expect(screen.queryByTestId('offline-banner')).toBeNull())
})

test('while offline the banner counts what waits', async () => {
  const phone = await trainingPhone('fine')
  await phone.show(<OfflineBanner />)
  await radio(phone, false, 3_000)
  await complete(phone, 0)
  await waitFor(() => expect(screen.getByTestId('offline-banner')).toHaveTextContent('Offline · 1 change waiting'))
})

test('in the logger the line is shown as long as the phone is offline, and its space is reserved before and after', async () => {
  const phone = await trainingPhone('fine')
  await phone.show(
    <View testID="header">
      <OfflineBanner keepsRoom />
    </View>,
  )
  const [room] = screen.getByTestId('header').children
  const heightOf = (line: typeof room) => (typeof line === 'string' ? null : StyleSheet.flatten(line?.props['style']).height)
  const height = heightOf(room)
  expect(height).toBeGreaterThan(0)
  await radio(phone, false, 3_000)
  jest.useFakeTimers()
  await act(async () => jest.advanceTimersByTime(3 * 3_600_000))
  jest.useRealTimers()
  await act(async () => phone.device.clock.advance(3 * 3_600_000))
  expect(screen.getByTestId('offline-banner')).toBeTruthy()
  expect(heightOf(screen.getByTestId('header').children[0])).toBe(height)
  await radio(phone, true, 1_000)
  await act(async () => phone.engine.pull())
  await act(async () => phone.device.clock.advance(30_000))
  expect(screen.queryByTestId('offline-banner')).toBeNull()
  expect(heightOf(screen.getByTestId('header').children[0])).toBe(height)
})

test('a screen reader announces every change of the connection once: not again on another page, nor with every waiting set', async () => {
  const phone = await trainingPhone('fine')
  await phone.show(
    <>
      <OfflineBanner keepsRoom />
      <OfflineBanner hasCards />
    </>,
  )
  jest.mocked(AccessibilityInfo.announceForAccessibilityWithOptions).mockClear()
  await radio(phone, false, 3_000)
  for (const at of [0, 1, 2]) await complete(phone, at)
  expect(screen.getAllByRole('status').map(({ props }) => props['aria-live'])).toEqual(['off', 'off'])
  await phone.show(<OfflineBanner />)
  expect(said()).toEqual(["You're offline. Every set is saved on this phone."])
  await radio(phone, true, 0)
  await act(async () => phone.engine.pull())
  await waitFor(() => expect(phone.sync.getState().waiting).toHaveLength(0))
  await act(async () => phone.device.clock.advance(30_000))
  expect(said()).toEqual(["You're offline. Every set is saved on this phone.", 'Back online. Sending 3 changes…', 'All changes saved'])
})
