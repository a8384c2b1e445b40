import {
  appliedInBatchSchema,
  actualSetSchema,
  accountSchema,
  appliedSchema,
  conflictSchema,
  endpoints,
  fieldProblemSchema,
  IDEMPOTENCY_KEY_HEADER,
  OPERATION_ID_HEADER,
  plannedExerciseSchema,
  plannedSetSchema,
  problemSchema,
  revisionSchema,
  SENT_AT_HEADER,
  sessionSchema,
  signedInSchema,
  weightSchema,
} from '@holdfast/contract'
import type { Endpoint, ProblemCode } from '@holdfast/contract'
import { z } from 'zod'
import { problemOf } from '../endpoints/problem.ts'

type Json = { [key: string]: unknown }

/** Schemas that are written once, under their name, and referred to everywhere else. */
const named = {
  Account: accountSchema,
  ActualSet: actualSetSchema,
  Applied: appliedSchema,
  AppliedInBatch: appliedInBatchSchema,
  Conflict: conflictSchema,
  FieldProblem: fieldProblemSchema,
  PlannedExercise: plannedExerciseSchema,
  PlannedSet: plannedSetSchema,
  Problem: problemSchema,
  Revision: revisionSchema,
  Session: sessionSchema,
  SignedIn: signedInSchema,
  Weight: weightSchema,
}

const ADDRESS = '#/components/schemas/'

/** The API as OpenAPI 3.1, made from the endpoint table and the schemas that the server reads with. */
export function openapiDocument(): Json {
  const schemas = new Schemas()
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:([a-zA-Z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version: '1',
      description: 'A workout log that loses nothing. An answer with an `operationId` is a verdict: what it says is on the disk, once.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: schemas.named(),
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', description: 'From signing in; valid for 15 minutes.' } },
    },
  }
}

function operationOf(name: string, endpoint: Endpoint, schemas: Schemas): Json {
  const body = endpoint.body === undefined ? {} : { requestBody: { required: true, content: jsonOf(schemas.of(endpoint.body)) } }
  const signedIn = endpoint.kind === 'open' ? {} : { security: [{ accessToken: [] }] }
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [TAGS[endpoint.kind]],
    ...signedIn,
    parameters: parametersOf(endpoint, schemas),
    ...body,
    responses: responsesOf(endpoint, schemas),
  }
}

const TAGS: Record<Endpoint['kind'], string> = {
  open: 'Signing in',
  read: 'Reading',
  operation: 'Operations',
  batch: 'Operations',
  coach: 'Coaching',
}

function parametersOf(endpoint: Endpoint, schemas: Schemas): Json[] {
  const inPath = [...endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))
  const query = endpoint.query === undefined ? {} : (schemas.of(endpoint.query)['properties'] as Record<string, Json>)
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
  return [...inPath, ...inQuery, ...headersOf(endpoint)]
}

function headersOf({ kind, versioned }: Endpoint): Json[] {
  const header = (name: string, required: boolean, schema: Json, description: string) => ({
    name,
    in: 'header',
    required,
    schema,
    description,
  })
  const instant = { type: 'string', format: 'date-time' }
  return [
    ...(kind === 'operation'
      ? [
          header(IDEMPOTENCY_KEY_HEADER, true, { type: 'string', format: 'uuid' }, 'The operation id, the same however often it is sent.'),
          header(SENT_AT_HEADER, false, instant, "The device's clock as it sends: corrects its logged_at."),
        ]
      : []),
    ...(versioned ? [header('If-None-Match', false, { type: 'string' }, 'The ETag of an earlier answer.')] : []),
  ]
}

function responsesOf(endpoint: Endpoint, schemas: Schemas): Json {
  const { kind, answer, versioned } = endpoint
  const operationId = { [OPERATION_ID_HEADER]: { schema: { type: 'string', format: 'uuid' }, description: 'The operation answered.' } }
  const etag = { ETag: { schema: { type: 'string' }, description: "The user's version." } }
  const headers = { ...(kind === 'operation' ? operationId : {}), ...(versioned ? etag : {}) }
  const codes = [...new Set(codesOf(endpoint))]
  const statuses = [...new Set(codes.map((code) => problemOf(code).status))]
  const withStatus = (status: number) => codes.filter((code) => problemOf(code).status === status)
  const problems = statuses.map((status): [string, Json] => [String(status), problemResponse(status, withStatus(status))])
  return {
    200: {
      description: kind === 'operation' ? 'The verdict: applied.' : 'Done.',
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
      content: jsonOf(schemas.of(answer)),
    },
    ...(versioned ? { 304: { description: 'Nothing has changed since that ETag.', headers: etag } } : {}),
    ...Object.fromEntries(problems),
  }
}

function problemResponse(status: number, codes: readonly ProblemCode[]): Json {
  const retryAfter = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } }
  const headers = status === 429 || status === 503 ? { headers: retryAfter } : {}
  const description = codes.map((code) => `\`${code}\`: ${problemOf(code).detail}`).join('\n')
  return { description, ...headers, content: { 'application/problem+json': { schema: { $ref: `${ADDRESS}Problem` } } } }
}

/** The problem codes that an endpoint may answer with. */
function codesOf({ kind, path, params, query, body }: Endpoint): ProblemCode[] {
  const limited = kind === 'operation' || kind === 'batch' || path.startsWith('/v1/auth/')
  return [
    ...(body === undefined ? [] : (['malformed_json', 'unsupported_media_type', 'body_too_large'] as const)),
    ...(body === undefined && query === undefined ? [] : (['validation_failed'] as const)),
    ...(kind === 'open' ? [] : (['unauthenticated', 'token_expired'] as const)),
    ...(kind === 'operation' ? (['operation_id_missing', 'operation_id_reused'] as const) : []),
    ...(kind === 'coach' ? (['forbidden'] as const) : []),
    ...(params === undefined ? [] : (['session_not_found'] as const)),
    ...(EXTRA[path] ?? []),
    ...(limited ? (['rate_limited'] as const) : []),
    'internal',
    'unavailable',
  ]
}

const EXTRA: Record<string, readonly ProblemCode[]> = {
  [endpoints.register.path]: ['email_taken'],
  [endpoints.login.path]: ['credentials_wrong'],
  [endpoints.refresh.path]: ['unauthenticated'],
  [endpoints.demo.path]: ['demo_off'],
  [endpoints.skip.path]: ['session_has_sets'],
  [endpoints.putPlan.path]: ['session_finished'],
  [endpoints.restore.path]: ['session_has_sets', 'not_found'],
}

function jsonOf(schema: Json): Json {
  return { 'application/json': { schema } }
}

const SETTINGS = {
  // Describes requests. It fits answers too, and leaves room for fields that are added later.
  io: 'input',
  unrepresentable: 'any',
  // `format` says the same and is easier to read.
  override({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }): void {
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern
  },
} as const

/** The contract's schemas as JSON Schema 2020-12: the named ones once, the others inline. */
class Schemas {
  readonly #registry = z.registry<{ id?: string }>()

  constructor() {
    for (const [id, schema] of Object.entries(named)) this.#registry.add(schema, { id })
  }

  named(): Record<string, Json> {
    const { schemas } = z.toJSONSchema(this.#registry, { uri: (id) => `${ADDRESS}${id}`, ...SETTINGS })
    return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema as Json)]))
  }

  of(schema: z.ZodType): Json {
    for (const [id, one] of Object.entries(named)) if (one === schema) return { $ref: `${ADDRESS}${id}` }
    const text = JSON.stringify(z.toJSONSchema(schema, { metadata: this.#registry, ...SETTINGS }))
    return bare(JSON.parse(text.replaceAll('"#/$defs/', `"${ADDRESS}`)) as Json)
  }
}

// A schema on its own names its dialect and its address. Inside this document both are given already.
function bare({ $schema: _dialect, $id: _address, $defs: _told, ...schema }: Json): Json {
  return schema
}
