import { act, screen, userEvent, waitFor } from '@testing-library/react-native'
import { AttentionCard } from '../components/attention/AttentionCard.tsx'
import { useSync } from '../store/hooks.ts'
import { trainingPhone } from './phone.tsx'

function Refused() {
  const attention = useSync((sync) => sync.attention)
  return attention.map((one) => <AttentionCard key={one.operation.id} attention={one} />)
}

/** A set of 5 that the server rejected. */
async function refused() {
  const phone = await trainingPhone('refuses')
  await phone.show(<Refused />)
  await act(async () => {
    const [first] = phone.session.getState().plannedSets
    phone.session.getState().completeSet(first!.id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  })
  await waitFor(() => expect(phone.sync.getState().attention).toHaveLength(1))
  return { phone, id: phone.sync.getState().attention[0]!.operation.id }
}

test('a rejection is explained in a lifter’s words, without a status or a code', async () => {
  const { id } = await refused()
  const card = screen.getByTestId(`sync-attention-${id}`)
  expect(card).toHaveTextContent(/Squat/)
  expect(card).toHaveTextContent(/reps/i)
  expect(card).not.toHaveTextContent(/422|validation|out_of_range|mutation|queue/i)
})

test('a retry sends it again, and the card goes when the server accepts it', async () => {
  const { phone, id } = await refused()
  phone.on.weather = 'fine'
  await userEvent.press(screen.getByTestId(`sync-retry-${id}`))
  // In a live workout the batch window is open for a moment.
  await act(async () => phone.device.clock.advance(5_000))
  await waitFor(() => expect(phone.on.effects).toHaveLength(1))
  expect(screen.queryByTestId(`sync-attention-${id}`)).toBeNull()
})

test('discarding asks first, and a lifter who says no keeps the change', async () => {
  const { phone, id } = await refused()
  await userEvent.press(screen.getByTestId(`sync-discard-${id}`))
  await userEvent.press(screen.getByTestId('discard-cancel'))
  expect(phone.sync.getState().attention).toHaveLength(1)
  await userEvent.press(screen.getByTestId(`sync-discard-${id}`))
  await userEvent.press(screen.getByTestId('discard-confirm'))
  await waitFor(() => expect(screen.queryByTestId(`sync-attention-${id}`)).toBeNull())
  expect(phone.sync.getState().attention).toEqual([])
})
