import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHoldfast } from '../store/holdfast.ts'
import { alertAsSet, createSettingsStore, feelAsSet, forgetSettings } from '../store/settingsStore.ts'
import { device } from './device.ts'
import { server } from './server.ts'

const phone = (from?: ReturnType<typeof device>) => device({ fetch: server().fetch, ...(from ? { from } : {}) })

const defaults = {
  theme: 'system',
  unit: 'kg',
  barKg: 20,
  barLb: 45,
  platesKg: [25, 20, 15, 10, 5, 2.5, 1.25],
  platesLb: [45, 35, 25, 10, 5, 2.5],
  incrementKg: 2.5,
  incrementLb: 5,
  restAuto: true,
  sound: true,
  haptics: true,
  keepAwake: true,
  rpeShown: true,
}

/** The settings, without the actions. */
function values(on: ReturnType<typeof device>): object {
  return JSON.parse(JSON.stringify(createSettingsStore(on.platform.index).getState())) as object
}

test('a new device has the defaults, and stores nothing for them', () => {
  const on = phone()
  assert.deepEqual(values(on), defaults)
  assert.deepEqual([...on.index.keys()], [])
})

test('what was chosen is there after the process was killed', () => {
  const on = phone()
  createSettingsStore(on.platform.index)
    .getState()
    .set({ theme: 'dark', unit: 'lb', platesLb: [45, 25] })
  on.kill()
  assert.deepEqual(values(phone(on)), { ...defaults, theme: 'dark', unit: 'lb', platesLb: [45, 25] })
})

test('a setting that is missing or cannot be read is its default, and the others stay', () => {
  const on = phone()
  on.index.set('settings', JSON.stringify({ theme: 'sepia', unit: 'lb', barKg: -3, platesKg: 'all', haptics: false }))
  assert.deepEqual(values(on), { ...defaults, unit: 'lb', haptics: false })
  for (const garbage of ['{"the', 'null', '[1]', '']) {
    on.index.set('settings', garbage)
    assert.deepEqual(values(on), defaults)
  }
})

test('haptics, sound and the lit screen follow the settings, also in the middle of a session', () => {
  const on = phone()
  const felt: string[] = []
  on.platform.feel = {
    ...on.platform.feel,
    saved: () => felt.push('saved'),
    refused: () => felt.push('refused'),
    restOver: () => felt.push('rest over'),
    chime: () => felt.push('chime'),
    prepareChime() {
      felt.push('ready to chime')
      return () => felt.push('needs no chime')
    },
    keepAwake() {
      felt.push('awake')
      return () => felt.push('sleeps')
    },
  }
  const { feel, settings } = createHoldfast(on.platform)
  const release = feel.keepAwake()
  const silence = feel.prepareChime()
  feel.saved()
  feel.restOver()
  feel.chime()
  settings.getState().set({ haptics: false, keepAwake: false })
  feel.chime()
  settings.getState().set({ sound: false })
  feel.chime()
  feel.saved()
  feel.refused()
  feel.restOver()
  settings.getState().set({ keepAwake: true })
  settings.getState().set({ theme: 'light' })
  release()
  silence()
  settings.getState().set({ keepAwake: false })
  assert.deepEqual(felt, ['awake', 'ready to chime', 'saved', 'rest over', 'chime', 'sleeps', 'chime', 'needs no chime', 'awake', 'sleeps'])
})

test('the settings that an earlier version stored for everybody go to the account that is opened first, and to no other', () => {
  const on = phone()
  on.index.set('settings', JSON.stringify({ theme: 'dark' }))
  const { follow } = createSettingsStore(on.platform.index).getState()
  follow('alex')
  follow('zoe')
  assert.deepEqual(values(on), defaults)
  follow('alex')
  assert.deepEqual(values(on), { ...defaults, theme: 'dark' })
  follow(null)
  assert.deepEqual(values(on), defaults)
  assert.deepEqual([...on.index.keys()], ['settings_alex'])
})

test('what is chosen is kept with all that was chosen before, and the limits of a load and of the plates are kept', () => {
  const on = phone()
  const { set } = createSettingsStore(on.platform.index).getState()
  set({ theme: 'light' })
  set({ unit: 'kg', barKg: 500, platesKg: Array.from({ length: 30 }, () => 20) })
  assert.deepEqual(JSON.parse(on.index.get('settings')!), {
    ...defaults,
    theme: 'light',
    barKg: 500,
    platesKg: Array.from({ length: 30 }, () => 20),
  })
  const many = Array.from({ length: 31 }, () => 20)
  on.index.set('settings', JSON.stringify({ theme: 'system', barKg: 501, platesKg: many, platesLb: many }))
  assert.deepEqual(values(on), defaults)
  on.index.set('settings', JSON.stringify({ platesLb: many.slice(1), platesKg: [] }))
  assert.deepEqual(values(on), { ...defaults, platesLb: many.slice(1), platesKg: [] })
})

test('a start uses the settings of the account that was signed in last, and reads what an earlier version stored for it', () => {
  const on = phone()
  createSettingsStore(on.platform.index).getState().follow('alex')
  assert.equal(on.index.get('settings_of'), 'alex')
  on.index.set('settings', JSON.stringify({ theme: 'dark' }))
  assert.deepEqual(values(on), { ...defaults, theme: 'dark' })
  assert.deepEqual([on.index.get('settings'), on.index.get('settings_alex')], [undefined, JSON.stringify({ theme: 'dark' })])
  on.index.set('settings', JSON.stringify({ theme: 'light' }))
  assert.deepEqual(values(on), { ...defaults, theme: 'dark' }, 'what they chose themselves stays')
  assert.equal(on.index.has('settings'), false)
})

test('another account’s settings are shown at once; the same account’s are not read again', () => {
  const on = phone()
  on.index.set('settings_zoe', JSON.stringify({ unit: 'lb' }))
  const store = createSettingsStore(on.platform.index)
  store.getState().follow('zoe')
  assert.equal(store.getState().unit, 'lb')
  on.index.set('settings_zoe', JSON.stringify({ unit: 'kg' }))
  store.getState().follow('zoe')
  assert.equal(store.getState().unit, 'lb')
  forgetSettings(on.platform.index, 'zoe')
  assert.equal(on.index.has('settings_zoe'), false)
})

test('the alert for the end of a rest is aloud where it was asked to be and the sound is on; what feels nothing stays as it is', () => {
  const on = phone()
  const store = createSettingsStore(on.platform.index)
  const aloud: boolean[] = []
  let cancelled = 0
  const alert = alertAsSet({ schedule: (_at, _words, is) => void aloud.push(is), cancel: () => void cancelled++ }, store)
  alert.schedule(1, 'x', true)
  alert.schedule(1, 'x', false)
  store.getState().set({ sound: false })
  alert.schedule(1, 'x', true)
  alert.cancel()
  assert.deepEqual([aloud, cancelled], [[true, false, false], 1])
  const feel = { ...on.platform.feel, other: 1 }
  assert.equal((feelAsSet(feel, store) as typeof feel).other, 1)
})
