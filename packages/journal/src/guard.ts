/** [J19] Receives an exception that a caller's code threw, and the name of that code: `a listener of the journal`, `whenDurable`. */
export type Report = (error: unknown, where: string) => void

/** [J19] Calls a caller's code. Answers what that answered, or undefined when it threw. It never throws itself. */
export type Guard = <T>(where: string, call: () => T) => T | undefined

/**
 * Makes a report that never throws: when the given one throws, both exceptions are thrown as uncaught ones. Without one, every exception
 * is.
 */
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
 * [J19] [O25] The journal and the outbox call a caller's code (a listener, a callback, a port) only through a guard. It reports an
 * exception, and the operation under way goes on. If the code returns a promise, its rejection is reported too.
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

/** Without a `report`, the environment receives the exception as an uncaught one, like an exception of a DOM event listener. */
function reportUncaught(error: unknown): void {
  // The journal does not wait for this: the exception is thrown after the current call has returned.
  // oxlint-disable-next-line eslint/no-restricted-globals
  queueMicrotask(() => {
    throw error
  })
}

type Thenable = { then(fulfilled: undefined, rejected: (error: unknown) => void): unknown }

function isThenable(value: unknown): value is Thenable {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Thenable>).then === 'function'
}
