/**
 * The API's origin for one build, from HOLDFAST_API_ORIGIN. A release says it once and for good: https://… for phones, `self` for the web
 * app, which talks to the origin it came from. A development build may leave it out and finds the API beside its bundler.
 * Throws a sentence, which ends the build, where a phone would otherwise crash.
 */
export function buildOrigin(said: string | undefined, isRelease: boolean): string | undefined {
  if (said === 'self') return undefined
  if (!said) {
    if (!isRelease) return undefined
    throw new Error(
      'HOLDFAST_API_ORIGIN is not set: a release must know its server, such as https://gym.example, or `self` for the web app.',
    )
  }
  const origin = URL.canParse(said) ? new URL(said).origin : null
  if (origin !== said) throw new Error(`HOLDFAST_API_ORIGIN is not an origin such as https://gym.example, without a path: ${said}`)
  if (isRelease && !said.startsWith('https://'))
    throw new Error(`HOLDFAST_API_ORIGIN must begin with https:// in a release, because phones refuse plain http: ${said}`)
  return said
}
