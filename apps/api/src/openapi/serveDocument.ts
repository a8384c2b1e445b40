import type { FastifyInstance } from 'fastify'
import { openapiDocument } from './document.ts'
import { documentPage, PAGE_POLICY } from './page.ts'
import type { ShownDocument } from './page.ts'

/** `/openapi.json` for programs, `/docs` for people. */
export function serveDocument(app: FastifyInstance): void {
  const document = openapiDocument()
  const json = JSON.stringify(document)
  const page = documentPage(document as ShownDocument)
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(json))
  app.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(page))
}
