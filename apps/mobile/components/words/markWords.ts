import type { SetMark } from '../../store/syncStore.ts'

/** The text of a mark, for screen readers and as a tooltip. `here` is "on this phone"; `reason` follows *needs attention* only. */
export function markWords(mark: SetMark, here: string, reason?: string): string {
  switch (mark) {
    case 'none':
      return 'not logged'
    case 'device':
      return `saved ${here}`
    case 'waiting':
      return `saved ${here}, waiting to send`
    case 'server':
      return 'saved on server'
    case 'attention':
      return reason ? `needs attention: ${reason}` : 'needs attention'
  }
}
