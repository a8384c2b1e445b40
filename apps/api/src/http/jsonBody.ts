import type { FastifyInstance } from 'fastify'

/** The largest body accepted, in bytes. */
export const BODY_BYTES_MAX = 256 * 1024
const DEPTH_MAX = 32

/** The body is not readable JSON. */
export class MalformedJson extends Error {}

/**
 * Reads JSON bodies only. Besides bad syntax it rejects keys such as `__proto__`, and nesting deeper than any real body, which would
 * overflow the stack of a recursive reader.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const json = String(text)
    if (json.trim() === '') return done(null, undefined)
    void parse(request, json, (error, body) => {
      if (error || isDeeper(body, DEPTH_MAX)) done(new MalformedJson())
      else done(null, body)
    })
  })
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1))
}
