import type { ActualSet, Plan } from '@holdfast/contract'
import type { SessionLog, SessionLogs } from '../session/sessionLog.ts'

/** Every log on this device as text a person can read: session by session, oldest first, set by set. */
export function exportText({ logs }: SessionLogs): string {
  const sessions = Object.values(logs).sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
  return sessions.length === 0 ? 'No workouts on this device.\n' : sessions.map(sessionText).join('\n')
}

/** One log as text a person can read, set by set. */
export function sessionText(log: Pick<SessionLog, 'session' | 'startedAt' | 'actualSets' | 'ended' | 'sessionRpe' | 'notes'>): string {
  const { title, plan, scheduledOn } = log.session
  const sets = Object.values(log.actualSets).sort((a, b) => a.setOrder - b.setOrder)
  const ended =
    log.ended?.at === 'finished' ? `finished ${log.ended.completedAt}` : log.ended?.at === 'skipped' ? 'skipped' : 'not finished'
  const lines = [`${title} · ${scheduledOn} · started ${log.startedAt} · ${ended}`]
  for (const exerciseId of new Set(sets.map((set) => set.exerciseId))) {
    const own = sets.filter((set) => set.exerciseId === exerciseId)
    lines.push(`  ${nameOf(own[0]!, plan)}`)
    for (const set of own) lines.push(`    ${setText(set)}`)
  }
  if (log.sessionRpe !== null) lines.push(`  Session RPE ${log.sessionRpe}`)
  if (log.notes !== '') lines.push(...log.notes.split('\n').map((line) => `  | ${line}`))
  return `${lines.join('\n')}\n`
}

function setText({ setType, weight, reps, rpe, completedAt }: ActualSet): string {
  const load = weight ? `${weight.value} ${weight.unit}` : 'no weight'
  const effort = rpe === null ? '' : ` @ RPE ${rpe}`
  return `${setType === 'warmup' ? 'warm-up ' : ''}${load} × ${reps ?? '–'}${effort} · ${completedAt}`
}

function nameOf({ exerciseId, exerciseName }: ActualSet, plan: Plan): string {
  return exerciseName ?? plan.find((exercise) => exercise.exerciseId === exerciseId)?.name ?? `Exercise ${exerciseId}`
}
