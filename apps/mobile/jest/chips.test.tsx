import { fireEvent, screen } from '@testing-library/react-native'
import { Chips } from '../components/controls/Chips.tsx'
import { PlateChoice } from '../components/settings/PlateChoice.tsx'
import { newPhone } from './phone.tsx'

test('each plate is on or off, is announced as such, and is stored', async () => {
  const phone = await newPhone()
  await phone.show(<PlateChoice unit="kg" />)
  const plate = () => screen.getByRole('checkbox', { name: '1.25 kg plate' })
  expect(plate()).toBeChecked()
  await fireEvent.press(plate())
  expect(plate()).not.toBeChecked()
  expect(phone.holdfast.settings.getState().platesKg).toEqual([25, 20, 15, 10, 5, 2.5])
  await fireEvent.press(screen.getByRole('checkbox', { name: '2 kg plate' }))
  expect(phone.holdfast.settings.getState().platesKg).toEqual([25, 20, 15, 10, 5, 2.5, 2])
})

test('one of a few chips is chosen; choosing it again removes the choice', async () => {
  const phone = await newPhone()
  const choose = jest.fn()
  const choices = [
    { value: 8, label: '8', spoken: 'RPE 8' },
    { value: 9, label: '9', spoken: 'RPE 9' },
  ]
  await phone.show(<Chips label="RPE" choices={choices} chosen={8} onChoose={choose} />)
  expect(screen.getByRole('radio', { name: 'RPE 8' })).toBeChecked()
  expect(screen.getByRole('radio', { name: 'RPE 9' })).not.toBeChecked()
  await fireEvent.press(screen.getByRole('radio', { name: 'RPE 8' }))
  await fireEvent.press(screen.getByRole('radio', { name: 'RPE 9' }))
  expect(choose.mock.calls).toEqual([[null], [9]])
})
