import type { SetMark } from '../../store/syncStore.ts'

/** What a mark says to ears, and to whoever hovers it. `here` is "on this phone"; `reason` only stands behind *needs attention*. */
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
