import { Platform } from 'react-native'
import { deviceKind, hereWords } from './deviceWords.ts'

const kind = deviceKind(Platform.OS, Platform.OS === 'ios' && Platform.isPad)

export const isWeb = Platform.OS === 'web'

/** "on this phone", "on this tablet" or "in this browser". */
export const here = hereWords(kind)

/** "phone", "tablet" or "browser". */
export const device: string = kind

/** Whether this device can keep its screen on. */
export const keepsAwake = !isWeb || 'wakeLock' in navigator

/** Whether this device may be able to vibrate; a browser that says so may run on a computer that cannot. */
export const canVibrate = !isWeb || 'vibrate' in navigator
