import { act, screen } from '@testing-library/react-native'
import { ExercisePage } from '../components/history/ExercisePage.tsx'
import { HistoryPage } from '../components/history/HistoryPage.tsx'
import { DoneFigures } from '../components/finish/DoneFigures.tsx'
import { VolumeBars } from '../components/finish/VolumeBars.tsx'
import { trainingPhone } from './phone.tsx'

/** A lifter who uses pounds and has finished two sets of 100 kg × 5: 2 205 lb, an estimated maximum of 257.2 lb. */
async function poundsPhone() {
  const phone = await trainingPhone('offline')
  phone.holdfast.settings.getState().set({ unit: 'lb' })
  const { plannedSets, completeSet, finish } = phone.session.getState()
  for (const { id } of plannedSets.slice(0, 2)) completeSet(id, { reps: 5, weight: { value: 100, unit: 'kg' }, rpe: null })
  finish()
  return phone
}

test('sums are shown in pounds to a lifter who uses pounds: history, exercise, finish, done', async () => {
  const phone = await poundsPhone()
  const actualSets = Object.values(phone.session.getState().actualSets)
  const done = { ...phone.on.session, startedAt: null, completedAt: null, sessionRpe: null, actualSets }
  const pages = [
    <HistoryPage key="history" />,
    <ExercisePage key="exercise" exerciseId={done.plan[0]!.exerciseId} />,
    <VolumeBars key="finish" plannedKg={2000} doneKg={1000} />,
    <DoneFigures key="done" session={done} />,
  ]
  for (const page of pages) {
    await phone.show(page)
    expect(screen.getAllByText(/2\s205 lb/).length).toBeGreaterThan(0)
    expect(screen.queryAllByText(/1\s000 kg/)).toEqual([])
    await act(async () => screen.unmount())
  }
})

test('the estimate of an exercise is shown in that unit too, while a set stays as it was typed', async () => {
  const phone = await poundsPhone()
  await phone.show(<ExercisePage exerciseId={phone.on.session.plan[0]!.exerciseId} />)
  expect(screen.getByTestId('exercise-bests')).toHaveTextContent(/Best estimate257.2 lb.*Heaviest set100 kg × 5/)
})
