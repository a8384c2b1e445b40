import { act, fireEvent, screen } from '@testing-library/react-native'
import { Button } from '../components/Button.tsx'
import { SnackbarPlace, useSnackbar } from '../components/Snackbar.tsx'
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

const pass = (ms: number) => act(async () => jest.advanceTimersByTime(ms))

test('a snackbar waits while its Undo has the focus, and counts on with what was left', async () => {
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
