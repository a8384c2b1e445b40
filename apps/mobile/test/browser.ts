import type { Tabs } from '@holdfast/journal'
import { device, type Device } from './device.ts'

/** A browser without a screen: its tabs share what is stored, and receive each other's announcements. */
export type Browser = {
  tab(): Device
  /** From now on no tab receives an announcement: it was asleep, or the other one died before announcing. */
  isMuted: boolean
}

export function browser(fetch: typeof globalThis.fetch): Browser {
  const listeners = new Map<string, Map<Device, Set<() => void>>>()
  let first: Device | undefined
  const channel = (name: string, of: Device): Tabs => {
    const all = listeners.get(name) ?? new Map<Device, Set<() => void>>()
    listeners.set(name, all)
    return {
      announce() {
        if (!self.isMuted) all.forEach((heard, other) => other !== of && heard.forEach((callback) => callback()))
      },
      onAnnounced(callback) {
        const own = all.get(of) ?? new Set()
        all.set(of, own.add(callback))
        return () => own.delete(callback)
      },
    }
  }
  const self: Browser = {
    isMuted: false,
    tab() {
      const tab = device({ fetch, ...(first ? { from: first } : {}) })
      first ??= tab
      tab.platform.tabs = (accountId) => channel(`journal ${accountId}`, tab)
      tab.platform.signInTabs = channel('sign-in', tab)
      return tab
    },
  }
  return self
}
