import type { Weight } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { View } from 'react-native'
import { useShallow } from 'zustand/react/shallow'
import { useAccount, useSettings } from '../../store/hooks.ts'
import type { Settings } from '../../store/settingsStore.ts'
import { Chips } from '../controls/Chips.tsx'
import { canVibrate, here, keepsAwake } from '../words/device.ts'
import { Page } from '../layout/Page.tsx'
import { LinkRow } from '../settings/LinkRow.tsx'
import { PlateChoice } from '../settings/PlateChoice.tsx'
import { Section, Setting } from '../settings/Section.tsx'
import { SwitchRow } from '../settings/SwitchRow.tsx'
import { Text } from '../theme/Text.tsx'
import { number } from '../words/amounts.ts'
import { SignOut } from './SignOut.tsx'

/** The settings of this lifter on this device: account, bar, logging, theme, data, sign-out. */
export function SettingsPage() {
  const router = useRouter()
  const account = useAccount((state) => (state.phase.at === 'ready' ? state.phase.account : null))
  return (
    <Page>
      <Text look="title" role="heading" aria-level={1}>
        Settings
      </Text>
      <Section title="Account">
        <Setting name="Signed in as">
          <View>
            <Text testID="account-name">{account?.name}</Text>
            <Text look="small" tone="muted">
              {account?.email}
            </Text>
          </View>
        </Setting>
      </Section>
      <UnitsAndBars />
      <Logging />
      <Appearance />
      <Section title="Your workouts">
        <LinkRow
          testID="settings-data"
          label="Data & storage"
          note={`Export, import, verify. Everything is saved ${here} first.`}
          onPress={() => router.push('/data')}
        />
      </Section>
      <SignOut />
    </Page>
  )
}

const steps: Record<Weight['unit'], readonly number[]> = { kg: [0.5, 1, 1.25, 2.5, 5], lb: [1, 2.5, 5, 10] }
const bars: Record<Weight['unit'], readonly number[]> = { kg: [20, 15, 10], lb: [45, 35, 15] }

function UnitsAndBars() {
  const { unit, barKg, barLb, incrementKg, incrementLb, set } = useSettings(
    useShallow(({ unit, barKg, barLb, incrementKg, incrementLb, set }) => ({ unit, barKg, barLb, incrementKg, incrementLb, set })),
  )
  const inKg = unit === 'kg'
  return (
    <Section title="Units & bars">
      <Setting name="Unit" note="For new exercises. What you typed keeps the unit you typed it in.">
        <Choice
          name="unit"
          label="Unit"
          values={['kg', 'lb']}
          chosen={unit}
          onChoose={(chosen) => set({ unit: chosen })}
          words={(value) => (value === 'kg' ? 'Kilograms' : 'Pounds')}
        />
      </Setting>
      <Setting name={`One step of + and −, in ${unit}`}>
        <Choice
          name="step"
          label="Step"
          values={steps[unit]}
          chosen={inKg ? incrementKg : incrementLb}
          onChoose={(chosen) => set(inKg ? { incrementKg: chosen } : { incrementLb: chosen })}
          words={number}
        />
      </Setting>
      <Setting name={`Bar, in ${unit}`}>
        <Choice
          name="bar"
          label="Bar"
          values={bars[unit]}
          chosen={inKg ? barKg : barLb}
          onChoose={(chosen) => set(inKg ? { barKg: chosen } : { barLb: chosen })}
          words={number}
        />
      </Setting>
      <Setting name={`Plates in your gym, in ${unit}`} note="Tap away what there isn't: loading hints use the rest.">
        <PlateChoice unit={unit} />
      </Setting>
    </Section>
  )
}

type Switch = { [Key in keyof Settings]: Settings[Key] extends boolean ? Key : never }[keyof Settings]

const switches: readonly { field: Switch; label: string; note?: string }[] = [
  { field: 'rpeShown', label: 'RPE column', note: 'How hard a set was, from 6 to 10' },
  { field: 'restAuto', label: 'Rest starts by itself', note: 'With every ✓' },
  { field: 'sound', label: 'Sound', note: 'When the rest is over' },
  {
    field: 'haptics',
    label: 'Haptics',
    note: canVibrate ? 'Felt when a set is saved' : "This browser can't vibrate, so nothing is felt here",
  },
  {
    field: 'keepAwake',
    label: 'Keep the screen on',
    note: keepsAwake ? 'While a session is open' : "This browser doesn't allow it: the screen turns off as your system says",
  },
]

function Logging() {
  const settings = useSettings(useShallow(({ set, ...values }) => ({ ...values, set })))
  return (
    <Section title="Logging">
      {switches.map(({ field, label, note }) => (
        <SwitchRow
          key={field}
          testID={`settings-${field}`}
          label={label}
          note={note}
          on={settings[field]}
          onChange={(on) => settings.set({ [field]: on })}
        />
      ))}
    </Section>
  )
}

const themeWords = { system: 'As the system', light: 'Light', dark: 'Dark' } as const

function Appearance() {
  const theme = useSettings((settings) => settings.theme)
  const set = useSettings((settings) => settings.set)
  return (
    <Section title="Appearance">
      <Setting name="Theme">
        <Choice
          name="theme"
          label="Theme"
          values={['system', 'light', 'dark']}
          chosen={theme}
          onChoose={(chosen) => set({ theme: chosen })}
          words={(value) => themeWords[value]}
        />
      </Setting>
    </Section>
  )
}

type ChoiceProps<Value> = {
  name: string
  label: string
  values: readonly Value[]
  chosen: Value
  onChoose: (value: Value) => void
  words: (value: Value) => string
}

/** One of a few values that is always set: choosing it again changes nothing. */
function Choice<Value extends string | number>({ name, label, values, chosen, onChoose, words }: ChoiceProps<Value>) {
  return (
    <Chips
      label={label}
      choices={values.map((value) => ({ value, label: words(value), testID: `settings-${name}-${value}` }))}
      chosen={chosen}
      onChoose={(value) => value !== null && onChoose(value)}
    />
  )
}
