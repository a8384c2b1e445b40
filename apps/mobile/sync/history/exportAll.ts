import { sessionText } from '../engine/exportText.ts'
import type { Engine } from '../engine/engine.ts'
import type { SessionView } from '../session/overlay.ts'
import { historyOf } from './followHistory.ts'
import { setsCsv } from './setsCsv.ts'

/** The kinds of files in which a lifter can export everything. */
export type ExportKind = 'json' | 'text' | 'csv'

/**
 * Exports everything: each record of this device's journal, and each session as the screen shows it, also those that only the server holds.
 * `csv` has a row for each set.
 */
export function exportAll(engine: Engine, kind: ExportKind): { mime: string; text: string } {
  const history = historyOf(engine)
  const views = history.views()
  switch (kind) {
    case 'json': {
      const journal = JSON.parse(engine.exportEverything().json) as unknown
      return { mime: 'application/json', text: JSON.stringify({ format: 'holdfast export 1', sessions: views, journal }, null, 1) }
    }
    case 'text':
      return { mime: 'text/plain', text: readable(views) }
    case 'csv':
      return { mime: 'text/csv', text: setsCsv(views, history.current().names) }
  }
}

function readable(views: readonly SessionView[]): string {
  const begun = views.flatMap((view) => (view.status === 'planned' ? [] : [{ view, at: view.startedAt ?? view.scheduledOn }]))
  const texts = begun.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ view, at }) => viewText(view, at))
  return texts.length === 0 ? 'No workouts yet.\n' : texts.join('\n')
}

function viewText(view: SessionView, startedAt: string): string {
  const { status, completedAt, skipReason, sessionRpe, notes, logged_at } = view
  const ended =
    status === 'completed' && completedAt !== null
      ? ({ at: 'finished', completedAt, logged_at: logged_at ?? completedAt } as const)
      : status === 'skipped'
        ? ({ at: 'skipped', reason: skipReason } as const)
        : null
  const actualSets = Object.fromEntries(view.actualSets.map((set) => [set.id, set]))
  return sessionText({ session: view, startedAt, actualSets, sessionRpe, notes, ended })
}
