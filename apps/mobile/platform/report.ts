import type { Report } from '@holdfast/journal'

/** Into the console: the browser's own, and the system's log on a phone. It never leaves the device. */
export const reportToConsole: Report = (error, where) => {
  // The one place that logs: everything else hands its exceptions to this port.
  // oxlint-disable-next-line eslint/no-console
  console.error(`Holdfast: an exception in ${where}`, error)
}
