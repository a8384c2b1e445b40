import type { Journal } from '@holdfast/journal'
import type { Operation, Outbox } from '@holdfast/outbox'
import type { ActivityState } from './activity.ts'
import type { Exception } from '../device/exceptions.ts'

/** How many of the last events are listed. */
const EVENTS_MAX = 60

/**
 * A report for someone who helps: what waits, what was rejected and why, the last events. It contains endpoints, ids and codes, never a
 * body.
 */
export function diagnosticsText(outbox: Outbox, journal: Journal, activity: ActivityState, exceptions: readonly Exception[]): string {
  const { waiting, attention, unknownKind, foreign, sending, paused, lastSilence, nextAttemptAt } = outbox.snapshot()
  const { records, repaired, quarantined } = journal.report
  return [
    'Holdfast diagnostics',
    `paused: ${paused ?? 'no'} · sending: ${sending.length} · last silence: ${lastSilence ?? 'none'} · next attempt: ${timeOf(nextAttemptAt)}`,
    `journal: generation ${journal.generation}, ${journal.records.length} records now, ${records} at start, ${repaired} repaired, ${quarantined.length} quarantined`,
    ...section('waiting', waiting.map(operationText)),
    ...section(
      'refused',
      attention.map(({ operation, refusal, at }) => `${operationText(operation)} · ${refusal.status} ${refusal.code} at ${timeOf(at)}`),
    ),
    ...section('not known to this version', unknownKind.map(operationText)),
    ...section(
      'records this version cannot read',
      foreign.map(({ seq, at }) => `${seq} · at ${timeOf(at)}`),
    ),
    ...section(
      'exceptions',
      exceptions.map(({ at, where, name, frame }) => `${timeOf(at)} ${name} in ${where}${frame === null ? '' : ` · ${frame}`}`),
    ),
    ...section(
      'sent',
      activity.sent.map(({ operation, at }) => `${operationText(operation)} · at ${timeOf(at)}`),
    ),
    ...section(
      'let go of',
      activity.discarded.map(
        ({ operation, at, keptHere }) => `${operationText(operation)} · at ${timeOf(at)}${keptHere ? ' · kept here' : ''}`,
      ),
    ),
    ...section(
      'what happened last',
      outbox.events.slice(-EVENTS_MAX).map(({ at, kind, id }) => `${timeOf(at)} ${kind}${id === null ? '' : ` ${id}`}`),
    ),
    '',
  ].join('\n')
}

function operationText({ id, method, endpoint, createdAt, seq }: Operation): string {
  return `${id} · ${method} ${endpoint} · made ${timeOf(createdAt)} · ${seq}`
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines.map((line) => `  ${line}`)]
}

function timeOf(ms: number | null): string {
  return ms === null || Number.isNaN(new Date(ms).getTime()) ? 'none' : new Date(ms).toISOString()
}
