/** The calendar day of a moment (ms since 1970) in the zone of this device, `YYYY-MM-DD`. */
export function localDay(ms: number): string {
  const date = new Date(ms)
  return [date.getFullYear(), String(date.getMonth() + 1).padStart(2, '0'), String(date.getDate()).padStart(2, '0')].join('-')
}
