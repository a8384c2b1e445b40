/** How this app gets onto the home screen. A phone's app is there. */
export type Install = { at: 'installed' } | { at: 'askable'; ask(): void } | { at: 'byHand' }

export function useInstall(): Install {
  return installed
}

const installed: Install = { at: 'installed' }
