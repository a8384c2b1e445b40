/** How this app can be installed on the home screen. A phone's app is installed already. */
export type Install = { at: 'installed' } | { at: 'askable'; ask(): void } | { at: 'byHand' }

export function useInstall(): Install {
  return installed
}

const installed: Install = { at: 'installed' }
