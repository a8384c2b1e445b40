import { randomUUID } from 'node:crypto'
import type { Account, SignedIn } from '@holdfast/contract'
import { newSession, server, type Server } from './server.ts'

/** One account on the server: what it holds, and how many of its sign-ins are valid. */
export type OnServer = { account: Account; server: Server; signIns(): number }

/** A server with several accounts. It makes its own tokens: the refresh token of an ended sign-in renews nothing. */
export type AccountsServer = {
  fetch: typeof fetch
  /** No request is answered. */
  isDown: boolean
  /** No request for this path is answered. */
  deafTo: string | null
  /** The answer to each renewal, while it is set. */
  refreshAnswers: (() => Response) | null
  /** The number of renewals. */
  refreshes: number
  /** Every request that was answered: its path, and the name of the account of its token. */
  heard: { path: string; name: string | null }[]
  of(name: string): OnServer
  /** Ends every sign-in of an account, as the server does after half a year. */
  endSignIns(name: string): void
  /** Makes the ended sign-ins valid again. */
  reviveSignIns(name: string): void
  /** Restores a backup from before the account was made. */
  loseAccount(name: string): void
}

type Family = { name: string; isAlive: boolean; access: string; refresh: string }

/** The email of an account, from its name. */
export const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@example.com`

export function accountsServer(...names: string[]): AccountsServer {
  const accounts = new Map<string, { account: Account; server: Server }>()
  const families: Family[] = []
  const make = (name: string, email = emailOf(name)): void => {
    accounts.set(name, {
      account: { id: randomUUID(), email, name, role: 'lifter' },
      server: server({ ...newSession(), title: `${name}’s day` }),
    })
  }
  names.forEach((name) => make(name))

  const tokens = (family: Family): Response => {
    const { account } = accounts.get(family.name)!
    family.access = `${account.id}.access-${randomUUID()}`
    family.refresh = `${account.id}.refresh-${randomUUID()}`
    const signedIn: SignedIn = {
      account,
      accessToken: family.access,
      expiresIn: 900,
      refreshToken: family.refresh,
    }
    return json(200, signedIn)
  }
  const signIn = (name: string | undefined): Response => {
    if (name === undefined) return refused(401, 'credentials_wrong')
    const family: Family = { name, isAlive: true, access: '', refresh: '' }
    families.push(family)
    return tokens(family)
  }
  const alive = (is: (family: Family) => boolean): Family | undefined => families.find((family) => family.isAlive && is(family))
  const nameOf = (email: string): string | undefined => [...accounts].find(([, { account }]) => account.email === email)?.[0]

  const self: AccountsServer = {
    isDown: false,
    deafTo: null,
    refreshAnswers: null,
    refreshes: 0,
    heard: [],
    of(name) {
      const { account, server: one } = accounts.get(name)!
      return { account, server: one, signIns: () => families.filter((family) => family.isAlive && family.name === name).length }
    },
    endSignIns(name) {
      for (const family of families) if (family.name === name) family.isAlive = false
    },
    reviveSignIns(name) {
      for (const family of families) if (family.name === name) family.isAlive = true
    },
    loseAccount(name) {
      self.endSignIns(name)
      accounts.delete(name)
    },
    async fetch(input, init) {
      if (self.isDown) throw new TypeError('Network request failed')
      const { pathname } = new URL(input as string)
      if (pathname === self.deafTo) throw new TypeError('Network request failed')
      const body = (init?.body ? JSON.parse(init.body as string) : {}) as { email: string; name: string; refreshToken: string }
      const bearer = new Headers(init?.headers).get('authorization')?.slice('Bearer '.length)
      const asking = alive(({ access, refresh }) => access === bearer || refresh === body.refreshToken)
      self.heard.push({ path: `${init?.method ?? 'GET'} ${pathname}`, name: asking?.name ?? null })
      switch (pathname) {
        case '/v1/server':
          return json(200, { name: 'holdfast', demo: true, serverTime: new Date(1_800_000_000_000).toISOString() })
        case '/v1/auth/demo':
          return signIn(names[0])
        case '/v1/auth/login':
          return signIn(nameOf(body.email))
        case '/v1/auth/register':
          if (nameOf(body.email)) return refused(409, 'email_taken')
          make(body.name, body.email)
          return signIn(body.name)
        case '/v1/auth/logout':
          if (asking) asking.isAlive = false
          return json(200, {})
        case '/v1/auth/refresh':
          self.refreshes++
          return self.refreshAnswers?.() ?? (asking ? tokens(asking) : refused(401, 'unauthenticated'))
      }
      return asking ? await accounts.get(asking.name)!.server.fetch(input, init) : refused(401, 'unauthenticated')
    },
  }
  return self
}

export const refused = (status: number, code: string): Response =>
  new Response(JSON.stringify({ type: `/problems/${code}`, title: code, status, detail: code, code }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
