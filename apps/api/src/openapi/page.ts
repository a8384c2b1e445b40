import { createHash } from 'node:crypto'
import type { Endpoint } from '@holdfast/contract'

type Schema = { [key: string]: unknown }
type Parameter = { name: string; in: string; required: boolean; schema: Schema; description?: string }
type Content = Record<string, { schema: Schema }>
type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security?: unknown[]
  parameters: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; headers?: Record<string, { description: string }>; content?: Content }>
}

/** The parts of the OpenAPI document that the page shows. */
export type ShownDocument = {
  info: { title: string; description: string }
  paths: Record<string, Partial<Record<Lowercase<Endpoint['method']>, Operation>>>
  components: { schemas: Record<string, Schema> }
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  code, pre { font: 14px/1.4 ui-monospace, monospace }
  pre { overflow-x: auto; padding: 0.75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
  section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
  table { border-collapse: collapse }
  td, th { padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top }
  .method { display: inline-block; min-width: 4.5rem }
`

/** The page may only use its own styles. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The document as an HTML page: it has no script and loads nothing. */
export function documentPage({ info, paths, components }: ShownDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  const ofTag = (tag: string) => operations.filter(({ operation }) => operation.tags.includes(tag))
  const line = ({ path, method, operation }: (typeof operations)[number]) =>
    `<li><code class="method">${method}</code> <a href="#${operation.operationId}"><code>${text(path)}</code></a> ${text(operation.summary)}</li>`
  const contents = tags.map((tag) => `<h3>${text(tag)}</h3><ul>${ofTag(tag).map(line).join('')}</ul>`).join('')
  const sections = tags.flatMap(ofTag).map(({ path, method, operation }) => sectionOf(path, method, operation))
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<section id="schema-${name}"><h3>${text(name)}</h3>${schemaOf(schema)}</section>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)} API</title><style>${STYLE}</style></head>
<body><h1>${text(info.title)} API</h1><p>${text(info.description)}</p><p>For programs: <a href="/openapi.json">openapi.json</a></p>
<nav>${contents}<h3>Schemas</h3><p>${Object.keys(components.schemas)
    .map((name) => link(name))
    .join(', ')}</p></nav>
${sections.join('\n')}
<h2>Schemas</h2>
${schemas.join('\n')}
</body></html>`
}

function sectionOf(path: string, method: string, operation: Operation): string {
  const { operationId, summary, security, parameters, requestBody, responses } = operation
  const rows = parameters.map(
    ({ name, in: place, required, description }) =>
      `<tr><td><code>${text(name)}</code></td><td>${place}</td><td>${required ? 'required' : 'optional'}</td><td>${text(description ?? '')}</td></tr>`,
  )
  const answers = Object.entries(responses).map(([status, { description, headers, content }]) => {
    const names = Object.keys(headers ?? {}).map((name) => `<code>${text(name)}</code>`)
    const also = names.length > 0 ? `<br>Headers: ${names.join(', ')}` : ''
    return `<tr><td>${status}</td><td>${text(description).replaceAll('\n', '<br>')}${also}</td><td>${content ? contentOf(content) : ''}</td></tr>`
  })
  return `<section id="${operationId}"><h2><code>${method} ${text(path)}</code></h2><p>${text(summary)}${security ? ' (signed in)' : ''}</p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}
${requestBody ? `<h4>Body</h4>${contentOf(requestBody.content)}` : ''}
<h4>Answers</h4><table>${answers.join('')}</table></section>`
}

function contentOf(content: Content): string {
  return Object.values(content)
    .map(({ schema }) => schemaOf(schema))
    .join('')
}

function schemaOf(schema: Schema): string {
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined
  if (name !== undefined) return link(name)
  const json = text(JSON.stringify(schema, null, 2))
  const linked = json.replace(/&quot;#\/components\/schemas\/(\w+)&quot;/g, (_, to: string) => link(to))
  return `<details><summary>Schema</summary><pre>${linked}</pre></details>`
}

function link(name: string): string {
  return `<a href="#schema-${name}">${text(name)}</a>`
}

function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
