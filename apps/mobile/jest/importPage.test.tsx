import { screen, userEvent, waitFor } from '@testing-library/react-native'
import { ImportPage } from '../components/import/ImportPage.tsx'
import { readyPhone, type ReadyPhone } from './phone.tsx'

const header = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps'

/** The import page of a phone without a network; the next chosen file has this text. */
async function importing(text: string): Promise<ReadyPhone> {
  const phone = await readyPhone()
  phone.on.weather = 'offline'
  phone.holdfast.pickFile = () => Promise.resolve({ name: 'file.csv', bytes: new TextEncoder().encode(text) })
  await phone.show(<ImportPage />)
  await userEvent.press(screen.getByTestId('import-choose'))
  return phone
}

const logs = (phone: ReadyPhone) => Object.values(phone.engine.logs.current().logs)
const sets = (phone: ReadyPhone) => logs(phone).flatMap(({ actualSets }) => Object.values(actualSets))

test('dates that a spreadsheet program rewrote are asked about once, with a preview, and nothing is imported before', async () => {
  const phone = await importing(`${header}\n03/04/2021 10:41,A,1h,Squat,1,100,5\n05/04/2021 10:41,A,1h,Squat,1,100,5\n`)
  await screen.findByText(
    'A spreadsheet program rewrote the dates in this file. What comes first in “03/04/2021 10:41”, the day or the month?',
  )
  expect(screen.queryByTestId('import-unreadable')).toBeNull()
  expect(screen.getByTestId('import-start')).toBeDisabled()
  await userEvent.press(screen.getByTestId('import-dates-mdy'))
  expect(screen.getByTestId('import-dates')).toHaveTextContent(/03\/04\/2021 10:41 is 4 March 2021, 10:41/)
  await userEvent.press(screen.getByTestId('import-dates-dmy'))
  expect(screen.getByTestId('import-dates')).toHaveTextContent(/03\/04\/2021 10:41 is 3 April 2021, 10:41/)
  await userEvent.press(screen.getByTestId('import-start'))
  await screen.findByTestId('import-result')
  expect(
    logs(phone)
      .map(({ session }) => session.scheduledOn)
      .sort(),
  ).toEqual(['2021-04-03', '2021-04-05'])
})

test('a file that proves the order of its dates has that order chosen already', async () => {
  await importing(`${header}\n03/04/2021 10:41,A,1h,Squat,1,100,5\n13/04/2021 10:41,A,1h,Squat,1,100,5\n`)
  await screen.findByText(/One of them has a day above 12 first, so the day comes first\./)
  expect(screen.getByTestId('import-dates-dmy')).toBeChecked()
  expect(screen.getByTestId('import-start')).toBeEnabled()
})

test('a name for a kind of set is asked about once; what was left out before is imported from the same file with one tap', async () => {
  const file = `${header}\n${['A,40,5', 'A,60,5', '1,100,5'].map((set) => `2025-01-01 10:00:00,Legs,1h,Squat,${set}`).join('\n')}\n`
  const phone = await importing(file)
  await screen.findByText('What kind of set is “A” in this file?')
  await userEvent.press(screen.getByTestId('import-start'))
  await screen.findByTestId('import-result')
  expect(sets(phone)).toHaveLength(1)
  await userEvent.press(screen.getByTestId('import-again'))
  await userEvent.press(screen.getByTestId('import-choose'))
  await userEvent.press(await screen.findByTestId('import-kind-a-warmup'))
  await userEvent.press(screen.getByText('Add the 2 sets that are missing here'))
  await screen.findByText(/Sets added to 1 workout/)
  expect(
    sets(phone)
      .map(({ setType }) => setType)
      .sort(),
  ).toEqual(['warmup', 'warmup', 'working'])
})

test('an unknown header is assigned by hand, with a preview, and is known the next time', async () => {
  const file = 'Quando;Che cosa;Quanto;Volte\n2025-01-01;Panca;62,5;8\n2025-01-02;Stacco;120,0;5\n'
  const phone = await importing(file)
  await screen.findByText('What are the columns of this file?')
  expect(screen.getByTestId('import-preview')).toHaveTextContent(/1 Jan 2025 · Panca · 62.5 kg × 8/)
  // The reps column is not recognised until the lifter assigns it.
  await userEvent.press(screen.getByTestId('import-column-reps'))
  await userEvent.press(screen.getByTestId('import-choose-column-none'))
  await userEvent.press(screen.getByTestId('import-column-reps'))
  await userEvent.press(screen.getByTestId('import-choose-column-3'))
  await userEvent.press(screen.getByTestId('import-assigned'))
  await userEvent.press(await screen.findByTestId('import-unit-kg'))
  await userEvent.press(screen.getByTestId('import-start'))
  await screen.findByTestId('import-result')
  expect(sets(phone).map(({ weight, reps }) => [weight?.value, reps])).toEqual([
    [62.5, 8],
    [120, 5],
  ])
  await userEvent.press(screen.getByTestId('import-again'))
  await userEvent.press(screen.getByTestId('import-choose'))
  await waitFor(() => expect(screen.getByTestId('import-unit-kg')).toBeTruthy())
  expect(screen.queryByTestId('import-assign')).toBeNull()
  await userEvent.press(screen.getByTestId('import-columns'))
  await screen.findByTestId('import-assign')
})

test('the app a file is from is shown, and unreadable text is rejected with an explanation', async () => {
  const phone = await importing('Date,Exercise,Category,Weight (kg),Reps\n2025-01-01,Squat,Legs,100,5\n')
  await screen.findByText('From FitNotes · file.csv')
  // Shift JIS, which is not one of the encodings that are read.
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => [0x8d, 0x81, 0xff, 0x90][at % 4]!)
  phone.holdfast.pickFile = () => Promise.resolve({ name: 'file.csv', bytes })
  await userEvent.press(screen.getByTestId('import-other'))
  await userEvent.press(screen.getByTestId('import-choose'))
  await screen.findByText('The letters of this file cannot be read')
})
