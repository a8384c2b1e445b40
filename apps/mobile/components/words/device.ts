import { Platform } from 'react-native'
import { deviceKind, hereWords } from './deviceWords.ts'

const kind = deviceKind(Platform.OS, Platform.OS === 'ios' && Platform.isPad)

export const isWeb = Platform.OS === 'web'

/** "on this phone", "on this tablet" or "in this browser". */
export const here = hereWords(kind)

/** "phone", "tablet" or "browser". */
export const device: string = kind

/** Whether this device can hold its screen on. */
export const keepsAwake = !isWeb || 'wakeLock' in navigator

/** Whether this device may have a motor; a browser that says so can still run on a computer without one. */
export const canVibrate = !isWeb || 'vibrate' in navigator
