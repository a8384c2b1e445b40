import { act, fireEvent, screen } from '@testing-library/react-native'
import { Button } from '../components/controls/Button.tsx'
import { usePathname } from 'expo-router'
import { SnackbarPlace, useSnackbar, type Snack } from '../components/controls/Snackbar.tsx'
import { newPhone } from './phone.tsx'

const undone = jest.fn()
function Page() {
  const { show } = useSnackbar()
  return (
    <>
      <Button testID="remove" label="Remove" onPress={() => show({ words: 'Set removed.', undo: undone })} />
      <SnackbarPlace />
    </>
  )
}

/** Sets the current page. */
const at = (path: string) => jest.mocked(usePathname).mockReturnValue(path)
afterEach(() => at('/'))

const pass = (ms: number) => act(async () => jest.advanceTimersByTime(ms))

test('a snackbar waits while its Undo has the focus, and then continues with the time left', async () => {
  const phone = await newPhone()
  await phone.show(<Page />)
  jest.useFakeTimers()
  await fireEvent.press(screen.getByTestId('remove'))
  await pass(7_000)
  await fireEvent(screen.getByTestId('snackbar-undo'), 'focus')
  await pass(60_000)
  expect(screen.getByTestId('snackbar')).toHaveTextContent(/Set removed/)
  await fireEvent(screen.getByTestId('snackbar-undo'), 'blur')
  await pass(999)
  expect(screen.getByTestId('snackbar')).toBeTruthy()
  await pass(1)
  expect(screen.queryByTestId('snackbar')).toBeNull()
  expect(undone).not.toHaveBeenCalled()
  jest.useRealTimers()
})

/** A state that lasts until the test ends it. */
function truth() {
  const ends = new Set<() => void>()
  const during = (gone: () => void) => {
    ends.add(gone)
    return () => ends.delete(gone)
  }
  return { during, end: () => act(async () => ends.forEach((gone) => gone())), followers: () => ends.size }
}

function Told({ snack }: { snack: Snack }) {
  const { show } = useSnackbar()
  return (
    <>
      <Button testID="tell" label="Tell" onPress={() => show(snack)} />
      <SnackbarPlace />
    </>
  )
}

test('a snackbar whose text is no longer true goes, and stops listening', async () => {
  const phone = await newPhone()
  const { during, end, followers } = truth()
  await phone.show(<Told snack={{ words: 'Workout finished.', undo: undone, during }} />)
  await fireEvent.press(screen.getByTestId('tell'))
  expect(screen.getByTestId('snackbar')).toBeTruthy()
  await end()
  expect(screen.queryByTestId('snackbar')).toBeNull()
  await fireEvent.press(screen.getByTestId('tell'))
  await fireEvent.press(screen.getByTestId('snackbar-undo'))
  expect(followers()).toBe(0)
})

test('a snackbar is shown on the page where it was raised, and ends on the next one', async () => {
  const phone = await newPhone()
  at('/session/complete')
  await phone.show(<Told snack={{ words: 'Workout finished.' }} />)
  await fireEvent.press(screen.getByTestId('tell'))
  expect(screen.getByTestId('snackbar')).toBeTruthy()
  at('/today')
  await phone.show(<Told snack={{ words: 'Workout finished.' }} />)
  expect(screen.queryByTestId('snackbar')).toBeNull()
  at('/session/complete')
  await phone.show(<Told snack={{ words: 'Workout finished.' }} />)
  expect(screen.queryByTestId('snackbar')).toBeNull()
})

test('a snackbar for a page that is still opening waits for that page', async () => {
  const phone = await newPhone()
  at('/session/s')
  const snack = { words: 'Skipped.', on: '/today' }
  await phone.show(<Told snack={snack} />)
  await fireEvent.press(screen.getByTestId('tell'))
  expect(screen.queryByTestId('snackbar')).toBeNull()
  at('/today')
  await phone.show(<Told snack={snack} />)
  expect(screen.getByTestId('snackbar')).toHaveTextContent(/Skipped/)
})
