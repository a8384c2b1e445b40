import type { App } from './app.ts'
import type { Timeline } from './timeline.ts'

/** Web Locks: one process at a time holds a name, the others wait in line; a process that ends lets go. */
export type Locks = { request(name: string, app: App, granted: () => void): () => void; release(app: App): void }

export function createLocks(timeline: Timeline): Locks {
  const lines = new Map<string, { app: App; granted: () => void }[]>()
  const lineOf = (name: string) => {
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
  return {
    request(name, app, granted) {
      lineOf(name).push({ app, granted })
      if (lineOf(name).length === 1) grant(name)
      return () => leave(name, app)
    },
    release(app) {
      for (const name of lines.keys()) leave(name, app)
    },
  }
}
