import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../..')

/** Serves the repository's TypeScript to a browser, with types stripped and nothing bundled: the browser runs the source. */
export async function serveSources(): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost')
    if (pathname === '/') return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    readFile(path.join(root, path.normalize(pathname))).then(
      (source) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(stripTypeScriptTypes(source.toString())),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the sources have no address')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const page = `<!doctype html><title>sources</title><script type="importmap">{ "imports": {
  "@holdfast/journal": "/packages/journal/src/index.ts",
  "@holdfast/journal/testing": "/packages/journal/src/testing/index.ts" } }</script>`
