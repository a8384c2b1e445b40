import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'

// JSON is not a page: nothing may run in it, load from it or frame it.
const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** Adds the headers that limit what browsers may do with our answers. */
export function secureAnswers(app: FastifyInstance, webDir: string | undefined): void {
  const webPolicy = webPolicyOf(webDir)
  app.addHook('onSend', async (_request, reply) => {
    const isJson = String(reply.getHeader('content-type') ?? '').includes('json')
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // For browsers that do not know frame-ancestors.
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    })
    if (!reply.hasHeader('content-security-policy')) void reply.header('content-security-policy', isJson ? API_POLICY : webPolicy)
  })
}

/**
 * What the web app may do: run its own scripts and the inline scripts that its page was built with, and talk to this server only. Inline
 * styles are allowed, because React Native for the web writes them.
 */
export function webPolicyOf(webDir: string | undefined): string {
  const page = webDir === undefined ? null : join(webDir, 'index.html')
  const html = page !== null && existsSync(page) ? readFileSync(page, 'utf8') : ''
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(([, script]) => script ?? '')
  const hashes = inline.map((script) => ` 'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return [
    "default-src 'self'",
    `script-src 'self'${hashes.join('')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
