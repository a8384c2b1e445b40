import { existsSync } from 'node:fs'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerUnknownAddress } from '../http/unknownAddress.ts'

/**
 * Serves the exported web app. A file with a hash in its name never changes, so browsers cache it for ever. Everything else (the page, the
 * service worker, the manifest) is checked each time; otherwise an update would never arrive.
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

/** Answers an address that is neither an endpoint nor a file: with the page when a person navigates, because the app has its own routes. */
export function answerNavigation(folder: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? ''
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads || isFile(path, request.headers) || isApi(path) || !existsSync(`${folder}/index.html`))
    return answerUnknownAddress(request, reply)
  return reply.sendFile('index.html')
}

/** The URL of a request. For one that cannot be read, that of the page: the app then says that the page does not exist. */
export function readableUrl({ url = '/', headers }: IncomingMessage): string {
  const path = url.split('?')[0] ?? ''
  return isReadable(path) || isFile(path, headers) || isApi(path) ? url : '/'
}

/** Unreadable: an invalid `%` escape, two slashes, a NUL. */
function isReadable(path: string): boolean {
  try {
    return !/\/\/|\0/.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

/** A browser marks navigation in a header; without the header, a name with a dot is a file. */
function isFile(path: string, headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] !== 'navigate' && (path.split('/').at(-1) ?? '').includes('.')
}

function isApi(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/')
}

function cacheRule(path: string): string {
  const hashed = path.replaceAll('\\', '/').includes('/_expo/static/') || /[.-][0-9a-f]{16,}\.[a-z0-9]+$/.test(path)
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache'
}
