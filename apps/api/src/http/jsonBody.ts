import type { FastifyInstance } from 'fastify'

/** The largest body accepted, in bytes. */
export const BODY_BYTES_MAX = 256 * 1024
const DEPTH_MAX = 32

/** A body that is not JSON we can read. */
export class MalformedJson extends Error {}

/**
 * Reads JSON bodies and nothing else. Refused besides bad syntax: `__proto__` and the like, and nesting deeper than any
 * real body has, which would overflow whoever walks it.
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
