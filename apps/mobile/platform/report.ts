import type { Report } from '@holdfast/journal'

/** Writes to the console: of the browser, or the system log on a phone. It never leaves the device. */
export const reportToConsole: Report = (error, where) => {
  // Only this line logs: all other code gives its exceptions to this port.
  // oxlint-disable-next-line eslint/no-console
  console.error(`Holdfast: an exception in ${where}`, error)
}
