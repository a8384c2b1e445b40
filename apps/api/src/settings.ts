import { isIP } from 'node:net'
import { BATCH_MAX } from '@holdfast/contract'
import { CannotStart } from './cannotStart.ts'
import { DEMO_PASSWORD } from './demo/accounts.ts'

/** The settings of the server, from the environment. */
export type Settings = {
  port: number
  host: string
  /** The address of PostgreSQL; null means the embedded database in `dataDir`. */
  databaseUrl: string | null
  dataDir: string
  webDir: string | null
  demo: boolean
  demoPassword: string
  corsOrigins: string[]
  logLevel: string
  signInsPerMinute: number
  operationsPerMinute: number
  trustedProxies: string[]
  metricsToken: string | null
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the environment. An empty variable counts as not set. Throws `CannotStart` for a value that makes no sense. */
export function readSettings(env: Record<string, string | undefined>, defaultDataDir: string): Settings {
  const given = (name: string) => (env[name] === undefined || env[name].trim() === '' ? null : env[name].trim())
  return {
    port: portOf(given('PORT')),
    host: given('HOST') ?? '127.0.0.1',
    databaseUrl: databaseUrlOf(given('DATABASE_URL')),
    dataDir: given('DATA_DIR') ?? defaultDataDir,
    webDir: given('WEB_DIR'),
    demo: given('DEMO') === '1',
    demoPassword: given('DEMO_PASSWORD') ?? DEMO_PASSWORD,
    corsOrigins: (given('CORS_ORIGIN') ?? '')
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
    logLevel: logLevelOf(given('LOG_LEVEL')),
    signInsPerMinute: limitOf('SIGN_INS_PER_MINUTE', given('SIGN_INS_PER_MINUTE'), 120, 1),
    operationsPerMinute: limitOf('OPERATIONS_PER_MINUTE', given('OPERATIONS_PER_MINUTE'), 6000, BATCH_MAX),
    trustedProxies: proxiesOf(given('TRUSTED_PROXIES')),
    metricsToken: given('METRICS_TOKEN'),
  }
}

function portOf(text: string | null): number {
  if (text === null) return 4100
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new CannotStart(`PORT is "${text}", but a port is a number from 0 to 65535.`)
  return Number(text)
}

function databaseUrlOf(text: string | null): string | null {
  if (text === null) return null
  // The address may hold a password, so the message does not quote it.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) throw new CannotStart('DATABASE_URL is not a postgres:// address.')
  return text
}

// A single request that exceeds the limit would be rejected for ever.
function limitOf(name: string, text: string | null, standard: number, min: number): number {
  if (text === null) return standard
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (limit === 0 || limit >= min) return limit
  throw new CannotStart(`${name} is "${text}", but it is a number of at least ${min}, or 0 for no limit.`)
}

function proxiesOf(text: string | null): string[] {
  if (text === null) return []
  const proxies = text.split(',').map((proxy) => proxy.trim())
  const wrong = proxies.find((proxy) => !isProxy(proxy))
  if (wrong !== undefined) throw new CannotStart(`TRUSTED_PROXIES names "${wrong}", which is neither an address nor a network.`)
  return proxies
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits = '0', ...rest] = text.split('/')
  const version = isIP(address)
  return rest.length === 0 && version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

function logLevelOf(text: string | null): string {
  if (text === null) return 'warn'
  if (!LOG_LEVELS.includes(text)) throw new CannotStart(`LOG_LEVEL is "${text}", but it is one of ${LOG_LEVELS.join(', ')}.`)
  return text
}
