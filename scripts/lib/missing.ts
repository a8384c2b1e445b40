import { oneFailed, oneSkipped, type Counts } from './counts.ts'
import { say } from './say.mjs'

// What a machine lacks and this command cannot install: one rule for all of it. It is skipped, with the reason and the command that
// brings it. In CI nobody reads a skip, so there it is a failure.

/** What is missing: what it is, why it is not here, what brings it, and what stays unchecked without it. */
export type Missing = { what: string; why: string; bring: string; unchecked: string }

/** What became of looking for a program: where it is, what is wrong with the one a variable names, or that it is missing. */
export type Found = { path?: string; problem?: string; missing?: Missing }

/** True where no person watches. */
export function inCi(env = process.env): boolean {
  return env.CI === 'true' || env.CI === '1'
}

/**
 * Says that something is missing.
 * Answers one skipped check, or one failed check in CI.
 */
export function countMissing(missing: Missing, env = process.env): Counts {
  say(missingLines(missing, env).join('\n'))
  return inCi(env) ? oneFailed : oneSkipped
}

/** The same as lines of text. */
export function missingLines({ what, why, bring, unchecked }: Missing, env = process.env): string[] {
  return [
    `${inCi(env) ? '✖ FAILED' : '⚠ SKIPPED'}, because this machine has no ${what}: ${why}`,
    `  Not checked without it: ${unchecked}`,
    `  To have it checked: ${bring}`,
    inCi(env) ? '  CI is set, and in CI what is missing is a failure.' : '  With CI=true this is a failure.',
  ]
}
