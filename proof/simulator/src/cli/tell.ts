import type { Day } from '../day.ts'
import { faultClasses, type FaultClass } from '../faults.ts'
import type { Entry } from '../story.ts'
import type { Report } from '../world.ts'

/** The story of a day as text: virtual time, who, what; faults marked, broken checks once more at the end. */
export function storyOf(day: Day, { entries, violations, hash, virtualMs, steps }: Report, replay: string): string {
  const told = folded(entries.filter(({ kind }) => kind !== 'broken'))
  const lines = told.map((entry, index) => {
    const gapMs = entry.ms - (told[index - 1]?.untilMs ?? 0)
    const gap = gapMs >= LONG_GAP_MS ? `${' '.repeat(12)}… ${lengthOf(gapMs)} pass\n` : ''
    return `${gap}${clockOf(entry.ms).padStart(10)}  ${entry.where.padEnd(10)} ${MARKS[entry.kind]} ${shorten(entry.words)}`
  })
  const held =
    violations.length === 0 ? 'Every check held.' : `${violations.length} time${violations.length === 1 ? '' : 's'} a check did not hold.`
  return [
    headOf(day),
    '',
    ...lines,
    '',
    ...violations.flatMap(({ check, words, ms }) => [`BROKEN at ${clockOf(ms)}: ${check}`, `  ${words}`]),
    `${held} ${lengthOf(virtualMs)} of virtual time in ${steps} steps, hash ${hash}.`,
    `Again: ${replay}`,
    '',
  ].join('\n')
}

/** What somebody says again and again, with nothing else in between, is said once. */
function folded(entries: readonly Entry[]): (Entry & { untilMs: number })[] {
  const told: { entry: Entry; times: number; untilMs: number }[] = []
  for (const entry of entries) {
    const last = told.at(-1)
    if (last && last.entry.where === entry.where && last.entry.words === entry.words)
      Object.assign(last, { times: last.times + 1, untilMs: entry.ms })
    else told.push({ entry, times: 1, untilMs: entry.ms })
  }
  return told.map(({ entry, times, untilMs }) => {
    const again = times === 1 ? '' : ` (${times} times until ${clockOf(untilMs)})`
    return { ...entry, words: entry.words + again, untilMs }
  })
}

/** Who takes part, what can go wrong, and when it stops. */
export function headOf({ seed, phones, rates, healsAtMs, twoAccounts, fates, deaths }: Day): string {
  const who = phones.map(({ kind, skewMs }, number) => {
    const clock = skewMs === 0 ? '' : `, clock ${skewMs < 0 ? '−' : '+'}${lengthOf(Math.abs(skewMs))}`
    return `phone ${number} (${kind === 'native' ? 'app' : 'web'}${clock})`
  })
  const wrong = (Object.keys(faultClasses) as FaultClass[]).filter((name) => rates[name] > 0)
  return [
    `A bad day from seed ${seed}: ${who.join(', ')}${twoAccounts ? ', two accounts' : ''}`,
    `Everything works again at ${clockOf(healsAtMs)}.`,
    ...(wrong.length > 0 ? [`Until then: ${wrong.map((name) => faultClasses[name]).join('; ')}.`] : []),
    ...(fates?.length ? [`The first requests: ${fates.join(', ')}.`] : []),
    ...(deaths?.length ? [`Deaths: ${deaths.map(({ phone, write, how }) => `phone ${phone} at write ${write}, ${how}`).join('; ')}.`] : []),
  ].join('\n')
}

/** `1:02:03.456` of virtual time. */
export function clockOf(ms: number): string {
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0')
  const hours = Math.floor(ms / 3_600_000)
  return `${hours > 0 ? `${hours}:` : ''}${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}

/** A length of time as a person says it. */
export function lengthOf(ms: number): string {
  if (ms < 1000) return `${ms} ms`
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
}

/** UUIDs to their first four digits, which is enough to tell them apart here. */
export const shorten = (words: string): string => words.replace(/([0-9a-f]{4})[0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '$1')

const LONG_GAP_MS = 60_000
const MARKS: Record<Entry['kind'], string> = { act: ' ', wire: '→', disk: ' ', fault: '⚡', broken: '✖' }
