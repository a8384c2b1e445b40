import { render, renderHook, screen } from '@testing-library/react-native'
import { useLocalSearchParams } from 'expo-router'
import ExerciseRoute from '../app/exercise/[exerciseId].tsx'
import CompleteRoute from '../app/session/complete.tsx'
import RevisionsRoute from '../app/session/revisions/[sessionId].tsx'
import SessionRoute from '../app/session/[sessionId].tsx'
import { useIdParam } from '../components/layout/useIdParam.ts'

afterEach(() => jest.mocked(useLocalSearchParams).mockReturnValue({}))

const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ['a', 'b'], undefined]

test.each(odd)('an address with %p instead of an id says that the page does not exist', async (id) => {
  jest.mocked(useLocalSearchParams).mockReturnValue({ sessionId: id, exerciseId: id } as Record<string, string>)
  for (const Route of [SessionRoute, CompleteRoute, RevisionsRoute, ExerciseRoute]) {
    const { unmount } = await render(<Route />)
    expect(screen.getByRole('heading')).toHaveTextContent('There is nothing here')
    await unmount()
  }
})

test('an id in capitals is the same id', async () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  jest.mocked(useLocalSearchParams).mockReturnValue({ sessionId: id.toUpperCase() })
  const { result } = await renderHook(() => useIdParam('sessionId'))
  expect(result.current).toBe(id)
})
