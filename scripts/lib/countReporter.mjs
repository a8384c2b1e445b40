import { resolve } from 'node:path'

/**
 * A node:test reporter that writes one line of JSON at the end: `{ passed, failed, skipped, empty }`.
 * It counts leaves: a test with subtests is the sum of them, a suite is nothing. `empty` names the files that hold no test at all.
 */
export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, empty: [] }
  const parents = new Map()
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // A child is reported before its parent, one level deeper in the same file.
    const deepest = parents.get(data.file) ?? new Set()
    const isParent = deepest.delete(data.nesting + 1)
    parents.set(data.file, deepest.add(data.nesting))
    if (data.details?.type === 'suite' && type === 'test:pass') continue

    if (type === 'test:fail') {
      const isTodo = data.todo !== undefined && data.todo !== false
      if (isTodo) counts.skipped++
      else if (data.details?.error?.failureType !== 'subtestsFailed') counts.failed++
    } else if (isParent) continue
    else if (isFileItself(data)) counts.empty.push(data.file)
    else if (isSet(data.skip) || isSet(data.todo)) counts.skipped++
    else counts.passed++
  }
  yield `${JSON.stringify(counts)}\n`
}

/** With no test inside, the runner reports the file as if it were one, under its own path. */
function isFileItself({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && resolve(name) === file
}

function isSet(mark) {
  return mark !== undefined && mark !== false
}
