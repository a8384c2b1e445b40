/** How long storage may take to answer. Some browsers never answer the first request, and answer the second at once. */
export const ANSWER_MS = 3_000

/** The error when storage does not answer. */
export function noAnswer(): Error {
  return new Error("The browser's storage does not answer. Another window of Holdfast may be in the way.")
}

/** The answer of storage; rejects when it takes longer than `ANSWER_MS`. */
export function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(noAnswer()), ANSWER_MS)
    answer.finally(() => clearTimeout(timer)).then(resolve, reject)
  })
}
