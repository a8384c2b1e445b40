import type { Platform } from '../sync/device/ports'
import { pageOrigin } from './apiOrigin'
import { backgroundTask } from './backgroundTask'
import { deviceClock } from './clock'
import { deviceFeel } from './feel'
import { indexedDbLocation } from './indexedDbLocation'
import { indexedDbText } from './indexedDbText'
import { journalName } from './journalName'
import { appLifecycle } from './lifecycle'
import { mmkvIndex } from './mmkvIndex'
import { netInfoRadio } from './radio'
import { oneTabAtATime } from './oneTabAtATime'
import { reportToConsole } from './report'
import { pickFile } from './pickFile'
import { randomId } from './randomId'
import { shareFile } from './share'
import { deviceStorage } from './storage'
import { deviceRestAlert } from './restAlert'
import { tabLease } from './tabLease'
import { tabsOf } from './tabs'

/** The browser: IndexedDB for what must last, and the API on the origin of the page. */
export function createPlatform(): Platform {
  const texts = indexedDbText('holdfast')
  return {
    clock: deviceClock,
    report: reportToConsole,
    random: { id: randomId, unit: Math.random },
    journalLocation: (accountId, use) => indexedDbLocation(journalName(accountId), use === 'toThrowAway'),
    tabs: (accountId) => tabsOf(journalName(accountId)),
    lease: (accountId) => tabLease(`holdfast-sender-${accountId}`),
    signInTabs: signInTabs(),
    oneTabAtATime,
    secrets: texts,
    cache: texts,
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
    apiOrigin: pageOrigin(location),
  }
}

/** With storage blocked, a browser may refuse the channel too. Then nothing is stored that tabs could share. */
function signInTabs(): Platform['signInTabs'] {
  try {
    return tabsOf('holdfast-sign-in')
  } catch {
    return undefined
  }
}
