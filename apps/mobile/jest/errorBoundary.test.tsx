import { act, render, screen, userEvent } from '@testing-library/react-native'
import { router, usePathname } from 'expo-router'
import { Text } from 'react-native'
import { CatchFaults } from '../components/layout/CatchFaults.tsx'
import { ErrorBoundary } from '../components/layout/ErrorBoundary.tsx'
import { latePage } from '../components/layout/LatePage.tsx'
import { readyPhone } from './phone.tsx'

// React logs each of them once more.
beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => jest.restoreAllMocks())

/** A page that throws until it is repaired. */
function faulty() {
  const fault = { mended: false }
  const Page = () => {
    if (!fault.mended) throw new Error('cannot draw')
    return <Text>drawn</Text>
  }
  const guarded = () => (
    <CatchFaults instead={ErrorBoundary}>
      <Page />
    </CatchFaults>
  )
  return { fault, guarded }
}

test('a page that throws is replaced by a text, the number of waiting changes, the way back, and a retry that renders it', async () => {
  const phone = await readyPhone()
  phone.on.weather = 'offline'
  await act(async () => {
    phone.session.getState().startSession(phone.on.session)
    for (const { id } of phone.session.getState().plannedSets.slice(0, 2))
      phone.session.getState().completeSet(id, { reps: 5, weight: null, rpe: null })
  })
  const { fault, guarded } = faulty()
  await phone.show(guarded())
  expect(screen.getByRole('heading')).toHaveTextContent("This page can't be shown right now")
  expect(screen.getByTestId('fault-safe')).toHaveTextContent(/saved on this phone\. 2 changes wait and are sent as before/)
  expect(screen.getByTestId('fault-why')).toHaveTextContent('cannot draw')
  await userEvent.press(screen.getByTestId('fault-back'))
  expect(router.replace).toHaveBeenCalledWith('/today')
  await userEvent.press(screen.getByTestId('fault-try-again'))
  expect(screen.getByTestId('fault')).toBeTruthy()
  fault.mended = true
  await userEvent.press(screen.getByTestId('fault-try-again'))
  expect(screen.getByText('drawn')).toBeTruthy()
})

test('a layout that threw is rendered again when the address changes, whatever changed it', async () => {
  const { fault, guarded } = faulty()
  const { rerender } = await render(guarded())
  expect(screen.getByTestId('fault')).toBeTruthy()
  fault.mended = true
  jest.mocked(usePathname).mockReturnValue('/history')
  await rerender(guarded())
  expect(await screen.findByText('drawn')).toBeTruthy()
})

test('a page whose file cannot be loaded says so without the stores, is loaded again on request, and is rendered', async () => {
  let isHere = false
  const loads = jest.fn(async () => {
    if (!isHere) throw new Error('404')
    return { default: () => <Text>drawn</Text> }
  })
  const { default: Late } = latePage({ failed: new Error('offline'), load: loads })
  await render(<Late />)
  expect(screen.getByRole('heading')).toHaveTextContent("This page couldn't be loaded")
  expect(screen.getByTestId('fault-why')).toHaveTextContent('404')
  await userEvent.press(screen.getByTestId('fault-back'))
  expect(router.replace).toHaveBeenCalledWith('/today')
  isHere = true
  await userEvent.press(screen.getByTestId('fault-try-again'))
  expect(await screen.findByText('drawn')).toBeTruthy()
  expect(loads).toHaveBeenCalledTimes(2)
})

test('a slow page appears by itself, and if it then throws a text is shown', async () => {
  let comes = (_page: unknown): void => {}
  const { default: Late } = latePage({ failed: null, load: () => new Promise((resolve) => (comes = resolve)) })
  await render(<Late />)
  expect(screen.getByRole('heading')).toHaveTextContent('This page is still on its way')
  await act(async () =>
    comes({
      default: () => {
        throw new Error('cannot draw')
      },
    }),
  )
  expect(screen.getByRole('heading')).toHaveTextContent("This page can't be shown right now")
})
