import type { LeaseNeed } from '@holdfast/mobile/sync/device/ports.ts'
import type { App } from './app.ts'
import type { Timeline } from './timeline.ts'

/**
 * Web Locks and the rule of apps/mobile/platform/tabLease.ts: one process at a time holds a name, the others wait in line; one that
 * ends lets go, and one that is frozen or paused is not waited for by a process that has something to send.
 */
export type Locks = {
  request(name: string, app: App, granted: () => void, lost: () => void): () => void
  need(name: string, app: App, now: LeaseNeed): void
  isHeldBy(name: string, app: App): boolean
  release(app: App): void
}

/** How long a holder may leave the others without an answer. */
const SILENCE_MS = 8_000

type Waiting = { app: App; granted: () => void; lost: () => void; need: LeaseNeed; asks: boolean }

export function createLocks(timeline: Timeline): Locks {
  const lines = new Map<string, Waiting[]>()
  const lineOf = (name: string): Waiting[] => {
    const line = lines.get(name) ?? []
    lines.set(name, line)
    return line
  }
  const grant = (name: string): void => {
    const [head] = lineOf(name)
    if (head) timeline.at(timeline.nowMs() + 1, () => lineOf(name)[0] === head && head.granted())
  }
  const leave = (name: string, app: App): void => {
    const line = lineOf(name)
    const held = line[0]?.app === app
    lines.set(
      name,
      line.filter((one) => one.app !== app),
    )
    if (held) grant(name)
  }
  const ask = (name: string, one: Waiting): void => {
    if (one.asks || one.need !== 'send' || lineOf(name)[0] === one) return
    one.asks = true
    timeline.at(timeline.nowMs() + SILENCE_MS, () => {
      one.asks = false
      const [holder, ...others] = lineOf(name)
      if (!holder || holder === one || one.need !== 'send' || !others.includes(one) || one.app.frozen()) return
      if (!holder.app.frozen() && holder.need !== 'paused') return ask(name, one)
      lines.set(name, [one, ...others.filter((other) => other !== one), holder])
      holder.lost()
      grant(name)
    })
  }
  return {
    request(name, app, granted, lost) {
      lineOf(name).push({ app, granted, lost, need: 'nothing', asks: false })
      if (lineOf(name).length === 1) grant(name)
      return () => leave(name, app)
    },
    need(name, app, now) {
      const one = lineOf(name).find((waiting) => waiting.app === app)
      if (!one) return
      one.need = now
      ask(name, one)
    },
    isHeldBy: (name, app) => lineOf(name)[0]?.app === app,
    release(app) {
      for (const name of lines.keys()) leave(name, app)
    },
  }
}
