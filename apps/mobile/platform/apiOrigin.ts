/** The port on which `npm start` serves the API. */
const DEVELOPMENT_PORT = 4100

/** What a build knows of its API: `extra` of app.config.ts, and the address of the bundler in development. */
export type BuiltWith = { extra?: Record<string, unknown> | undefined; hostUri?: string | undefined } | null

/**
 * The origin of the page, for its own server. It is absolute: a page opened as `https://name:password@host` adds these to every relative
 * address, and `fetch` rejects such a request. A page without an origin of its own must use relative addresses.
 */
export function pageOrigin({ origin }: Pick<Location, 'origin'>): string {
  return origin === 'null' ? '' : origin
}

/** The origin of the API: from the build, else in development the machine of the bundler. Throws when neither is known. */
export function apiOrigin(built: BuiltWith, isDevelopment: boolean): string {
  const said = built?.extra?.['apiOrigin']
  if (typeof said === 'string' && said !== '') return said
  if (isDevelopment && built?.hostUri) return `http://${new URL(`http://${built.hostUri}`).hostname}:${DEVELOPMENT_PORT}`
  throw new Error('This build does not know its server: HOLDFAST_API_ORIGIN was not set when it was made.')
}
