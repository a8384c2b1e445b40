export type DeviceKind = 'phone' | 'tablet' | 'browser'

/** What a person would call the device. */
export function deviceKind(os: string, isPad: boolean): DeviceKind {
  return os === 'web' ? 'browser' : isPad ? 'tablet' : 'phone'
}

/** Where something is saved, to follow the word "saved". */
export function hereWords(kind: DeviceKind): string {
  return kind === 'browser' ? 'in this browser' : `on this ${kind}`
}
