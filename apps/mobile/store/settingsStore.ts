import type { Cancel } from '@holdfast/journal'
import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Feel, Index, RestAlert } from '../sync/device/ports.ts'

/** The index key of the settings: without an account, and of each account that chose something. */
const KEY = 'settings'
const keyOf = (accountId: string | null): string => (accountId === null ? KEY : `${KEY}_${accountId}`)

/** The account whose settings apply at the start: the first screen is drawn before the sign-in is read. */
const OWNER_KEY = 'settings_of'

const load = z.number().positive().max(500)

// A field that is missing or cannot be read gets its default: one bad value must not discard the others.
const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** For what has no unit yet. A weight that was typed keeps the unit it was typed in. */
  unit: z.enum(['kg', 'lb']).catch('kg'),
  barKg: load.catch(20),
  barLb: load.catch(45),
  /** The plates of one side; any number of pairs. */
  platesKg: z
    .array(load)
    .max(30)
    .catch(() => [25, 20, 15, 10, 5, 2.5, 1.25]),
  platesLb: z
    .array(load)
    .max(30)
    .catch(() => [45, 35, 25, 10, 5, 2.5]),
  /** By how much + and − change a weight. */
  incrementKg: load.catch(2.5),
  incrementLb: load.catch(5),
  /** A ✓ starts the rest. */
  restAuto: z.boolean().catch(true),
  sound: z.boolean().catch(true),
  haptics: z.boolean().catch(true),
  keepAwake: z.boolean().catch(true),
  rpeShown: z.boolean().catch(true),
})

/** The settings of a lifter on this device. */
export type Settings = z.infer<typeof settingsSchema>

/** The settings, and the actions that change them. */
export type SettingsState = Settings & {
  /** Changes some settings, and stores all of them on the device. */
  set(change: Partial<Settings>): void
  /** Switches to the settings of an account; null for those without an account. */
  follow(accountId: string | null): void
}

/** The settings that this device stored for the account that was signed in last. */
export function createSettingsStore(index: Index): StoreApi<SettingsState> {
  let owner = index.read(OWNER_KEY)
  if (owner !== null) giveTo(index, owner)
  const read = (): Settings => settingsSchema.parse(kept(index.read(keyOf(owner))))
  return createStore<SettingsState>()((set, get) => ({
    ...read(),
    set(change) {
      index.write(keyOf(owner), JSON.stringify(settingsSchema.parse({ ...get(), ...change })))
      set(change)
    },
    follow(accountId) {
      if (accountId === owner) return
      owner = accountId
      if (owner === null) index.remove(OWNER_KEY)
      else giveTo(index, owner)
      set(read())
    },
  }))
}

/** Deletes the settings of an account on this device. */
export function forgetSettings(index: Index, accountId: string): void {
  index.remove(keyOf(accountId))
}

/** An earlier version stored one set of settings for everybody. The account that is opened first gets them. */
function giveTo(index: Index, accountId: string): void {
  index.write(OWNER_KEY, accountId)
  const everybodys = index.read(KEY)
  if (everybodys === null) return
  if (index.read(keyOf(accountId)) === null) index.write(keyOf(accountId), everybodys)
  index.remove(KEY)
}

/**
 * What the lifter feels and hears, as the settings allow it: no haptics or sound when those are off, and the screen may sleep. Later
 * changes of the settings apply at once.
 */
export function feelAsSet(feel: Feel, settings: StoreApi<SettingsState>): Feel {
  return {
    ...feel,
    saved: () => settings.getState().haptics && feel.saved(),
    refused: () => settings.getState().haptics && feel.refused(),
    restOver: () => settings.getState().haptics && feel.restOver(),
    chime: () => settings.getState().sound && feel.chime(),
    prepareChime: () => whileSet(settings, 'sound', feel.prepareChime),
    keepAwake: () => whileSet(settings, 'keepAwake', feel.keepAwake),
  }
}

/** Runs `begin` while the setting is on, until it is cancelled. */
function whileSet(settings: StoreApi<SettingsState>, name: 'sound' | 'keepAwake', begin: () => Cancel): Cancel {
  let release: Cancel | null = null
  const follow = (): void => {
    const isOn = settings.getState()[name]
    if (isOn === (release !== null)) return
    release?.()
    release = isOn ? begin() : null
  }
  follow()
  const stop = settings.subscribe(follow)
  return () => {
    stop()
    release?.()
  }
}

/** The alert for the end of a rest, silent when the lifter has turned sounds off. */
export function alertAsSet(alert: RestAlert, settings: StoreApi<SettingsState>): RestAlert {
  return {
    ...alert,
    schedule: (atWallMs, words, aloud) => alert.schedule(atWallMs, words, aloud && settings.getState().sound),
  }
}

function kept(text: string | null): object {
  try {
    const read: unknown = JSON.parse(text ?? '{}')
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : {}
  } catch {
    return {}
  }
}
