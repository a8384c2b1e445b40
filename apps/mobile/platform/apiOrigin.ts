/** The port `npm start` serves the API on. */
const DEVELOPMENT_PORT = 4100

/** What a build carries of where its API is: `extra` of app.config.ts, and the address of the bundler in development. */
export type BuiltWith = { extra?: Record<string, unknown> | undefined; hostUri?: string | undefined } | null

/**
 * Where a page asks its own server. Absolute: a page that was opened as `https://name:password@host` hands that on to every relative
 * address, and `fetch` builds no request from one. A page without an origin of its own can only ask relatively.
 */
export function pageOrigin({ origin }: Pick<Location, 'origin'>): string {
  return origin === 'null' ? '' : origin
}

/** Where the API is: what the build says, else in development the machine that bundles. Throws where neither is known. */
export function apiOrigin(built: BuiltWith, isDevelopment: boolean): string {
  const said = built?.extra?.['apiOrigin']
  if (typeof said === 'string' && said !== '') return said
  if (isDevelopment && built?.hostUri) return `http://${new URL(`http://${built.hostUri}`).hostname}:${DEVELOPMENT_PORT}`
  throw new Error('This build does not know its server: HOLDFAST_API_ORIGIN was not set when it was made.')
}
