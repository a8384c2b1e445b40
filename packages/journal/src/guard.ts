/** Is told of an exception that code of others threw, and where it was called: `a listener`, `whenDurable`. */
export type Report = (error: unknown, where: string) => void

/** Calls code of others. Answers its answer, or undefined when it threw. */
export type Guard = <T>(where: string, call: () => T) => T | undefined

/** The report, made safe: when it throws itself, both exceptions are uncaught ones. */
export function createReport(report: Report = reportUncaught): Report {
  return (error, where) => {
    try {
      report(error, where)
    } catch (failure) {
      reportUncaught(error)
      reportUncaught(failure)
    }
  }
}

/**
 * The one way in which the journal and the outbox call code of others: a listener, a callback, a port. An exception in it is reported and
 * goes no further, so that what was under way goes on. A promise that it returns is watched for its rejection too.
 */
export function createGuard(report: Report): Guard {
  return (where, call) => {
    try {
      const answer = call()
      if (isThenable(answer)) answer.then(undefined, (error: unknown) => report(error, where))
      return answer
    } catch (error) {
      report(error, where)
      return undefined
    }
  }
}

/** Without a port of its own an exception reaches the environment as an uncaught one, as that of a DOM event listener does. */
function reportUncaught(error: unknown): void {
  // Nothing of the journal waits for it: it only leaves the call that failed behind before it throws.
  // oxlint-disable-next-line eslint/no-restricted-globals
  queueMicrotask(() => {
    throw error
  })
}

type Thenable = { then(fulfilled: undefined, rejected: (error: unknown) => void): unknown }

function isThenable(value: unknown): value is Thenable {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Thenable>).then === 'function'
}
