import { fireEvent, screen, userEvent } from '@testing-library/react-native'
import { router } from 'expo-router'
import { SessionLogging } from '../components/logger/SessionLogging.tsx'
import { trainingPhone, type ReadyPhone } from './phone.tsx'

const logging = async (phone: ReadyPhone) => {
  await phone.show(<SessionLogging sessionId={phone.on.session.id} />)
  const first = phone.on.session.plan[0]!.sets[0]!.id
  return { first, check: () => screen.getByTestId(`set-check-${first}`) }
}

test('a ✓ is written before it is shown, and a second tap removes it', async () => {
  const shownAtWrite: boolean[] = []
  let drawn = false
  const isChecked = () => screen.getAllByRole('checkbox', { checked: true }).length > 0
  const fault = () => {
    if (drawn) shownAtWrite.push(screen.queryAllByRole('checkbox', { checked: true }).length > 0)
    return null
  }
  const phone = await trainingPhone('offline', { fault })
  const { check } = await logging(phone)
  drawn = true
  await userEvent.press(check())
  expect(isChecked()).toBe(true)
  expect(check()).toBeChecked()
  // One append on each replica; during both, nothing looked saved.
  expect(shownAtWrite).toEqual([false, false])
  await userEvent.press(check())
  expect(check()).not.toBeChecked()
})

test('a full disk leaves the ✓ empty and says so; with space again the same tap saves', async () => {
  let full = false
  const phone = await trainingPhone('offline', { fault: () => (full ? 'full' : null) })
  const { check } = await logging(phone)
  full = true
  await userEvent.press(check())
  expect(check()).not.toBeChecked()
  expect(screen.getByTestId('not-saved')).toHaveTextContent(/This set isn't saved.*Your numbers are still in the cells/)
  full = false
  await userEvent.press(check())
  expect(check()).toBeChecked()
  expect(screen.queryByTestId('not-saved')).toBeNull()
})

test('a workout without a set cannot be completed', async () => {
  const phone = await trainingPhone('offline')
  const { check } = await logging(phone)
  const complete = () => screen.getByTestId('complete-workout')
  expect(complete()).toBeDisabled()
  await userEvent.press(complete())
  expect(router.push).not.toHaveBeenCalled()
  await userEvent.press(check())
  expect(complete()).toBeEnabled()
  await userEvent.press(complete())
  expect(router.push).toHaveBeenCalledWith({ pathname: '/session/complete', params: { sessionId: phone.on.session.id } })
})

test('a screen reader changes a number in steps, without typing: each step is announced and written', async () => {
  const phone = await trainingPhone('offline')
  await logging(phone)
  const [set] = phone.on.session.plan[0]!.sets
  const weight = () => screen.getByRole('slider', { name: 'Weight in kilograms, set 1 of Squat' })
  const reps = () => screen.getByRole('slider', { name: 'Reps, set 1 of Squat' })
  const step = (cell: typeof weight, actionName: 'increment' | 'decrement') =>
    fireEvent(cell(), 'accessibilityAction', { nativeEvent: { actionName } })
  expect(weight()).toHaveAccessibilityValue({ text: '100' })
  await step(weight, 'increment')
  await step(reps, 'decrement')
  expect(weight()).toHaveAccessibilityValue({ text: '102.5' })
  expect(reps()).toHaveAccessibilityValue({ text: '4' })
  expect(phone.session.getState().drafts[set!.id]).toEqual({ weight: { value: 102.5, unit: 'kg' }, reps: 4, rpe: null })
  expect(screen.getByRole('slider', { name: 'RPE, set 1 of Squat' })).toHaveAccessibilityValue({ text: 'empty' })
})
