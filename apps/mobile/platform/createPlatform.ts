import Constants from 'expo-constants'
import { randomUUID } from 'expo-crypto'
import * as SecureStore from 'expo-secure-store'
import { createMMKV, deleteMMKV, existsMMKV } from 'react-native-mmkv'
import type { Platform, TextStore } from '../sync/device/ports'
import { apiOrigin } from './apiOrigin'
import { backgroundTask } from './backgroundTask'
import { deviceClock } from './clock'
import { deviceFeel } from './feel'
import { inOneStep } from './inOneStep'
import { journalName } from './journalName'
import { appLifecycle } from './lifecycle'
import { mmkvIndex } from './mmkvIndex'
import { mmkvLocation } from './mmkvLocation'
import { netInfoRadio } from './radio'
import { deviceRestAlert } from './restAlert'
import { reportToConsole } from './report'
import { pickFile } from './pickFile'
import { shareFile } from './share'
import { deviceStorage } from './storage'

/** iOS and Android: two mirrored MMKV instances for the journal, the system's secure store for the tokens. */
export function createPlatform(): Platform {
  return {
    clock: deviceClock,
    report: reportToConsole,
    random: { id: randomUUID, unit: Math.random },
    journalLocation: (accountId) => mmkvLocation(journalName(accountId), { createMMKV, existsMMKV, deleteMMKV }),
    tabs: () => undefined,
    lease: () => undefined,
    signInTabs: undefined,
    oneTabAtATime: (_name, task) => task(),
    secrets: inOneStep(secureTexts),
    cache: cacheTexts(),
    index: mmkvIndex(),
    radio: netInfoRadio,
    lifecycle: appLifecycle,
    feel: deviceFeel,
    restAlert: deviceRestAlert,
    background: backgroundTask,
    share: shareFile,
    storage: deviceStorage,
    pickFile,
    fetch: (input, init) => fetch(input, init),
    apiOrigin: apiOrigin(Constants.expoConfig, __DEV__),
  }
}

/** Readable after the first unlock, so that a background run after a reboot can send. */
const secureTexts: TextStore = {
  read: (key) => SecureStore.getItemAsync(key, secureOptions),
  write: (key, text) => SecureStore.setItemAsync(key, text, secureOptions),
  remove: (key) => SecureStore.deleteItemAsync(key, secureOptions),
}
const secureOptions: SecureStore.SecureStoreOptions = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK }

/** Cached answers in their own instance; to lose them costs a download. */
function cacheTexts(): TextStore {
  const mmkv = createMMKV({ id: 'holdfast-cache' })
  return {
    read: (key) => Promise.resolve(mmkv.getString(key) ?? null),
    write: async (key, text) => mmkv.set(key, text),
    remove: async (key) => void mmkv.remove(key),
  }
}
