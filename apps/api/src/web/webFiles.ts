import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerUnknownAddress } from '../http/unknownAddress.ts'

/**
 * Serves the exported web app. A file whose name holds its own hash never changes, so it is kept for ever; everything else
 * (the page, the service worker, the manifest) is asked for again each time, or an update would never arrive.
 */
export function serveWebFiles(app: FastifyInstance, folder: string): void {
  void app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    dotfiles: 'ignore',
    extensions: ['html'],
    suppressWarning: true,
    setHeaders: (reply, path) => void reply.header('cache-control', cacheRule(path)),
  })
}

/** Answers what is neither an endpoint nor a file: the page itself when a person navigates, for the app knows its own routes. */
export function answerNavigation(folder: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? ''
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const isFile = (path.split('/').at(-1) ?? '').includes('.')
  if (!reads || isFile || isApi(path) || !existsSync(`${folder}/index.html`)) return answerUnknownAddress(request, reply)
  return reply.sendFile('index.html')
}

function isApi(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/')
}

function cacheRule(path: string): string {
  const hashed = path.replaceAll('\\', '/').includes('/_expo/static/') || /[.-][0-9a-f]{16,}\.[a-z0-9]+$/.test(path)
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache'
}
