import { act, fireEvent, screen, userEvent } from '@testing-library/react-native'
import type { CompleteBody } from '@holdfast/contract'
import { CompleteForm } from '../components/finish/CompleteForm.tsx'
import { SessionLogging } from '../components/logger/SessionLogging.tsx'
import { completionSlot } from '../sync/session/operations.ts'
import { trainingPhone, type ReadyPhone } from './phone.tsx'

const HOUR_MS = 3_600_000

/** A phone whose lifter ticked the first set, that many hours ago. */
async function lifted(hours: number): Promise<ReadyPhone> {
  const phone = await trainingPhone('offline')
  const { plannedSets, completeSet } = phone.session.getState()
  phone.device.clock.advance(0.5 * HOUR_MS)
  completeSet(plannedSets[0]!.id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  phone.device.clock.advance(hours * HOUR_MS)
  return phone
}

function sent({ engine, on }: ReadyPhone): CompleteBody {
  const state = engine.outbox.stateOf(completionSlot(on.session.id))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  return state.operation.body as CompleteBody
}

const minutes = ({ startedAt, completedAt }: CompleteBody) => (Date.parse(completedAt) - Date.parse(startedAt)) / 60_000

test('a workout finished the next day is proposed to end with its last set, with the reason', async () => {
  const phone = await lifted(35)
  await phone.show(<CompleteForm sessionId={phone.on.session.id} />)
  expect(screen.getByTestId('complete-times')).toHaveTextContent(/30 min$/)
  expect(screen.getByTestId('complete-times-why')).toHaveTextContent(/Your last set was hours ago/)
  await userEvent.press(screen.getByTestId('complete-save'))
  expect(minutes(sent(phone))).toBe(30)
})

test('an impossible length is explained and not saved; the right one is', async () => {
  const phone = await lifted(35)
  await phone.show(<CompleteForm sessionId={phone.on.session.id} />)
  await userEvent.press(screen.getByTestId('complete-times-change'))
  const type = (length: string) => fireEvent.changeText(screen.getByTestId('complete-length'), length)
  await type('a while')
  expect(screen.getByTestId('complete-times-problem')).toHaveTextContent(/“a while” isn't a length/)
  expect(screen.getByTestId('complete-save')).toBeDisabled()
  await type('1 h 10')
  expect(screen.queryByTestId('complete-times-problem')).toBeNull()
  expect(screen.getByTestId('complete-times')).toHaveTextContent(/1 h 10 min$/)
  await userEvent.press(screen.getByTestId('complete-save'))
  expect(minutes(sent(phone))).toBe(70)
})

test('a finish under way is not requested again', async () => {
  const phone = await lifted(0.1)
  await phone.show(<CompleteForm sessionId={phone.on.session.id} />)
  const say = jest.spyOn(phone.engine, 'say')
  await userEvent.press(screen.getByTestId('complete-save'))
  expect(screen.getByTestId('complete-save')).toBeDisabled()
  await userEvent.press(screen.getByTestId('complete-save'))
  expect(say).toHaveBeenCalledTimes(1)
})

test('the header of a workout counts while it goes on, and shows its day once it is finished', async () => {
  const phone = await lifted(0.1)
  await phone.show(<SessionLogging sessionId={phone.on.session.id} />)
  expect(screen.getByTestId('session-elapsed')).toHaveTextContent('36:00')
  expect(screen.getByTestId('complete-workout')).toHaveTextContent('Complete Workout')
  await act(async () => phone.session.getState().finish())
  expect(screen.getByTestId('session-day')).toHaveTextContent(/^Mon 23 Nov/)
  expect(screen.getByTestId('complete-workout')).toHaveTextContent('Save changes')
})

test('the header of a workout without a set for hours shows its day', async () => {
  const phone = await lifted(78)
  await phone.show(<SessionLogging sessionId={phone.on.session.id} />)
  expect(screen.queryByTestId('session-elapsed')).toBeNull()
  expect(screen.getByTestId('session-day')).toHaveTextContent(/^Mon 23 Nov/)
  expect(screen.getByTestId('complete-workout')).toHaveTextContent('Complete Workout')
})

test('a workout from a clock that was a year ahead gets its own day with *Change the time*, and its start can be typed', async () => {
  const phone = await trainingPhone('offline')
  const { clock } = phone.device
  const yearMs = 365 * 24 * HOUR_MS
  const { session } = phone
  clock.setWall(clock.wallMs() + yearMs)
  await act(async () => session.getState().startSession({ ...phone.on.session, id: '3f8c2a52-6a55-4a6e-9f6a-2b1f0e5d7c11' }))
  const ticked = session.getState().plannedSets[0]!.id
  clock.advance(0.5 * HOUR_MS)
  await act(async () => session.getState().completeSet(ticked, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null }))
  await act(async () => session.getState().finish())
  clock.setWall(clock.wallMs() - yearMs)
  const sessionId = session.getState().sessionId!
  await phone.show(<CompleteForm sessionId={sessionId} />)
  await userEvent.press(screen.getByTestId('complete-times-change'))
  expect(screen.queryByTestId('complete-times-problem')).toBeNull()
  await fireEvent.changeText(screen.getByTestId('complete-start'), '17:00')
  expect(screen.getByTestId('complete-times')).toHaveTextContent(/^Mon 23 Nov.*5:00.*30 min$|^Mon 23 Nov.*17:00.*30 min$/)
  await userEvent.press(screen.getByTestId('complete-save'))
  const state = phone.engine.outbox.stateOf(completionSlot(sessionId))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  const body = state.operation.body as CompleteBody
  expect([body.startedAt, minutes(body)]).toEqual([new Date('2026-11-23T17:00:00').toISOString(), 30])
})
