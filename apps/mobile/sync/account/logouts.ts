import { z } from 'zod'
import type { Api } from '../server/api.ts'
import type { Platform, SharedTexts } from '../device/ports.ts'

const KEY = 'logouts'

/** What the system's safe for tokens has room for. Beyond that the oldest is left to run out by itself. */
const LOGOUTS_MAX = 20

/** How long after a try without an answer the next one comes. */
const TRY_AGAIN_MS = 60_000

/** Tells the server of sign-ins that ended on this device, whenever it can be reached. Nothing waits for it, and nothing shows it. */
export type Logouts = {
  /** Keeps on this device that a sign-in is to be ended on the server, until the server has heard it. Resolves once it is kept. */
  add(refreshToken: string): Promise<void>
  /** The same for an account of which nothing may stay on this device: it is only tried while the app is open. */
  addUnkept(refreshToken: string): void
  /** From now on none of an account's is kept here: what was is only tried while the app is open. */
  keepNothingOf(accountId: string): Promise<void>
  /** Tries now, when there is something to tell. */
  send(): void
}

export function createLogouts({ secrets, clock }: Pick<Platform, 'secrets' | 'clock'>, api: Pick<Api, 'call'>): Logouts {
  const unkept = new Set<string>()
  let isSending = false
  let isAskedAgain = false
  let cancelRetry: (() => void) | null = null

  const sendAll = async (): Promise<void> => {
    for (const refreshToken of [...unkept, ...(await keptLogouts(secrets))]) {
      const answer = await api.call('logout', { body: { refreshToken } })
      // A token that the server cannot even read never will be.
      if (!answer.ok && answer.problem?.code !== 'validation_failed') return tryAgain()
      unkept.delete(refreshToken)
      await keep(secrets, (kept) => kept.filter((one) => one !== refreshToken))
    }
  }
  const tryAgain = (): void => {
    cancelRetry ??= clock.after(TRY_AGAIN_MS, send)
  }
  function send(): void {
    cancelRetry?.()
    cancelRetry = null
    isAskedAgain = isSending
    if (isSending) return
    isSending = true
    // Storage that refuses is asked again with the next try.
    void sendAll()
      .catch(tryAgain)
      .then(() => {
        isSending = false
        if (isAskedAgain) send()
      })
  }

  return {
    add: (refreshToken) => keep(secrets, (kept) => [...kept.filter((one) => one !== refreshToken), refreshToken].slice(-LOGOUTS_MAX)),
    addUnkept: (refreshToken) => void unkept.add(refreshToken),
    async keepNothingOf(accountId) {
      const isOf = (refreshToken: string): boolean => refreshToken.startsWith(`${accountId}.`)
      for (const refreshToken of await keptLogouts(secrets)) if (isOf(refreshToken)) unkept.add(refreshToken)
      await keep(secrets, (kept) => kept.filter((one) => !isOf(one)))
    },
    send,
  }
}

const listSchema = z.array(z.string())

async function keptLogouts(secrets: Pick<SharedTexts, 'read'>): Promise<string[]> {
  return listIn(await secrets.read(KEY))
}

async function keep(secrets: SharedTexts, change: (kept: readonly string[]) => readonly string[]): Promise<void> {
  await secrets.change(KEY, (text) => {
    const kept = change(listIn(text))
    return kept.length === 0 ? null : JSON.stringify(kept)
  })
}

function listIn(text: string | null): string[] {
  if (text === null) return []
  try {
    const read = listSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : []
  } catch {
    return []
  }
}
