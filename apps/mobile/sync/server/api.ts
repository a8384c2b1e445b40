import { endpoints, problemSchema, type EndpointName, type Problem } from '@holdfast/contract'
import type { z } from 'zod'
import { pathOf } from '@holdfast/contract'
import { parsedJson } from '../device/parsedJson.ts'

/**
 * How a request ended: the answer of our API, its refusal (`problem`), or unanswered. `foreign`: something other than our API answered.
 * `proxy`: a proxy asks for a password of its own.
 */
export type ApiAnswer<T> =
  | { ok: true; answer: T }
  | { ok: false; problem: Problem }
  | { ok: false; problem: null; silence: 'network' | 'timeout' | 'foreign' | 'proxy' }

export type ApiOptions = {
  fetch: typeof fetch
  origin: string
  /** Called after every request with what it shows about the network; the banner depends on it. Not called after a 5xx of our API. */
  heard?: (heard: Heard) => void
  timeoutMs?: number
}

/**
 * `answered`: our API answered. `keptOut`: a proxy asks for a password of its own; null when a request without our sign-in shows nothing
 * about that.
 */
export type Heard = { answered: boolean; keptOut: boolean | null }

export type Api = ReturnType<typeof createApi>

type Input = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; token?: string }

/** How long a request may take before it counts as unanswered. */
export const REQUEST_TIMEOUT_MS = 15_000

/** The API as typed calls, built from the contract's endpoint table. Answers are read with the contract's schemas. */
export function createApi({ fetch, origin, heard = () => {}, timeoutMs = REQUEST_TIMEOUT_MS }: ApiOptions) {
  /** Sends one request. Resolves with what came back, or with why nothing did; it never rejects. */
  async function request(method: string, path: string, headers: Record<string, string>, body: unknown): Promise<RawAnswer> {
    const timeout = new AbortController()
    const timer = setTimeout(() => timeout.abort(), timeoutMs)
    try {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: 'no-store',
        redirect: 'manual',
        signal: timeout.signal,
      })
      const text = await response.text()
      const json = parsedJson(text)
      const isOurs = response.headers.get('content-type')?.includes('json') ?? false
      // Our server answers but cannot serve: the connection is neither lost nor back.
      const isKept = isKeptOut(response.status, json)
      // When a browser knows the proxy's password, every request without our sign-in in the same header passes. Such a request proves
      // nothing.
      const keptOut = isKept || ('authorization' in headers ? false : null)
      if (isKept || !isOurs || response.status < 500) heard({ answered: isOurs && !isKept, keptOut })
      return { answered: true, status: response.status, json, headers: response.headers }
    } catch {
      // fetch rejects in the same way for a lost network, a refused connection and an abort.
      heard({ answered: false, keptOut: null })
      return { answered: false, why: timeout.signal.aborted ? 'timeout' : 'network' }
    } finally {
      clearTimeout(timer)
    }
  }

  async function call<N extends EndpointName>(name: N, input: Input = {}): Promise<ApiAnswer<z.infer<(typeof endpoints)[N]['answer']>>> {
    const { method, path, answer } = endpoints[name]
    const query = input.query ? `?${new URLSearchParams(input.query).toString()}` : ''
    const authorization: Record<string, string> = input.token ? { authorization: `Bearer ${input.token}` } : {}
    const raw = await request(method, pathOf(path, input.params) + query, authorization, input.body)
    if (!raw.answered) return { ok: false, problem: null, silence: raw.why }
    if (raw.status >= 200 && raw.status < 300) {
      const read = answer.safeParse(raw.json)
      if (read.success) return { ok: true, answer: read.data as z.infer<(typeof endpoints)[N]['answer']> }
    }
    const problem = problemSchema.safeParse(raw.json)
    // A problem document of our API contains its own status. If the status differs, a server in between changed it.
    return problem.success && problem.data.status === raw.status
      ? { ok: false, problem: problem.data }
      : { ok: false, problem: null, silence: isKeptOut(raw.status, raw.json) ? 'proxy' : 'foreign' }
  }

  return { call, request }
}

/** The answer to one request as it was received, or why there is none. */
export type RawAnswer =
  { answered: true; status: number; json: unknown; headers: Pick<Headers, 'get'> } | { answered: false; why: 'network' | 'timeout' }

/** Whether a server in between asks for a sign-in. Our own API asks with a problem document. */
function isKeptOut(status: number, json: unknown): boolean {
  return (status === 401 || status === 407) && problemSchema.safeParse(json).data?.status !== status
}
