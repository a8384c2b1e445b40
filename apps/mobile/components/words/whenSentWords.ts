import type { Banner } from '../../sync/views/banner.ts'

type Sending = { banner: Banner; paused: 'signIn' | 'update' | null }

/** When the waiting operations are sent; null while that is now. */
export function whenSentWords({ banner, paused }: Sending): string | null {
  if (banner.kind === 'offline') return "It will send when you're online."
  if (paused === 'signIn') return 'It will send when you have signed in again.'
  if (paused === 'update') return 'It will send when the app is updated.'
  if (banner.kind === 'silent') return 'It will send when the server answers.'
  if (banner.kind === 'keptOut') return 'It will send when the proxy in front of the server lets it through.'
  return banner.kind === 'unstable' ? 'It will send when the connection holds.' : null
}
