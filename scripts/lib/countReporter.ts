import { resolve } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import type { Counts } from './counts.ts'

export type Counted = Counts & { empty: string[] }

/**
 * A node:test reporter that writes one line of JSON at the end: `{ passed, failed, skipped, empty }`.
 * It counts leaves: a test with subtests is the sum of them, a suite is nothing. `empty` names the files that hold no test at all.
 */
export default async function* countReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts: Counted = { passed: 0, failed: 0, skipped: 0, empty: [] }
  const parents = new Map<string | undefined, Set<number>>()
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { type, data } = event
    // A child is reported before its parent, one level deeper in the same file.
    const deepest = parents.get(data.file) ?? new Set<number>()
    const isParent = deepest.delete(data.nesting + 1)
    parents.set(data.file, deepest.add(data.nesting))
    if (data.details?.type === 'suite' && type === 'test:pass') continue

    if (type === 'test:fail') {
      const isTodo = data.todo !== undefined && data.todo !== false
      if (isTodo) counts.skipped++
      else if (!isOfSubtests(data.details.error)) counts.failed++
    } else if (isParent) continue
    else if (data.file !== undefined && isFileItself(data)) counts.empty.push(data.file)
    else if (isSet(data.skip) || isSet(data.todo)) counts.skipped++
    else counts.passed++
  }
  yield `${JSON.stringify(counts)}\n`
}

/** A test fails with its subtests, and they are counted already. */
function isOfSubtests(error: object | undefined): boolean {
  return error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed'
}

/** With no test inside, the runner reports the file as if it were one, under its own path. */
function isFileItself({ nesting, name, file }: { nesting: number; name: string; file?: string }): boolean {
  return nesting === 0 && file !== undefined && resolve(name) === file
}

function isSet(mark: string | boolean | undefined): boolean {
  return mark !== undefined && mark !== false
}
