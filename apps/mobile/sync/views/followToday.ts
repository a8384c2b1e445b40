import { todaysSession } from '@holdfast/contract'
import type { Engine } from '../engine/engine.ts'
import type { SessionView } from '../session/overlay.ts'
import { programmeOf } from '../server/programme.ts'
import type { SessionLog } from '../session/sessionLog.ts'
import { viewsOf, type SessionViews } from './sessionViews.ts'
import { weekDays, weekOf, type WeekDay } from '../session/week.ts'

/** What the screen Today shows. */
export type Today = { today: SessionView | null; next: SessionView | null; week: readonly WeekDay[] }

const followed = new WeakMap<Engine, (on: string) => Today>()

/**
 * What Today shows on a local day. The same value until something in it changes. Only the sessions that are not over and those of this week
 * are read, however many there are.
 */
export function todayOf(engine: Engine): (on: string) => Today {
  const known = followed.get(engine) ?? followToday(engine)
  followed.set(engine, known)
  return known
}

function followToday(engine: Engine): (on: string) => Today {
  const views = viewsOf(engine)
  let last: { mark: object; on: string; value: Today } | null = null
  return (on) => {
    const now = views.current()
    if (last?.mark === now.mark && last.on === on) return last.value
    const value = todayFrom(near(engine, now, on), on)
    last = { mark: now.mark, on, value: last && isSame(last.value, value) ? last.value : value }
    return last.value
  }
}

/**
 * The sessions that Today can show. A planned session that the server no longer has is not among them, unless it has sets on this device
 * and is not over, or not on the server yet.
 */
function near(engine: Engine, { all, open, days }: SessionViews, on: string): SessionView[] {
  const told = programmeOf(engine.queries, engine.account.id)?.sessions ?? {}
  const { logs } = engine.logs.current()
  const ids = new Set([...open, ...weekDays(on).flatMap((day) => [...(days.get(day) ?? [])])])
  return [...ids].flatMap((id) => {
    const view = all.get(id)
    return view && (told[id] !== undefined || isOwn(view, logs[id])) ? [view] : []
  })
}

function isOwn({ sync }: SessionView, log: SessionLog | undefined): boolean {
  if (!log || log.unplanned) return log !== undefined
  return Object.keys(log.actualSets).length > 0 && (log.ended === null || sync !== 'server')
}

function todayFrom(views: readonly SessionView[], on: string): Today {
  const { today, next } = todaysSession(views, on)
  const viewOf = (id: string | undefined) => views.find((view) => view.id === id) ?? null
  return { today: viewOf(today?.id), next: viewOf(next?.id), week: weekOf(views, on) }
}

function isSame(a: Today, b: Today): boolean {
  const isWeekSame = a.week.every(({ day, state }, at) => day === b.week[at]?.day && state === b.week[at].state)
  return a.today === b.today && a.next === b.next && isWeekSame
}
