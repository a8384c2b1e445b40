/** How long storage may take to answer. Some browsers never answer the first time, and at once when they are asked again. */
export const ANSWER_MS = 3_000

/** What storage says when it says nothing. */
export function noAnswer(): Error {
  return new Error("The browser's storage does not answer. Another window of Holdfast may be in the way.")
}

/** An answer of storage; rejects when it does not come in time. */
export function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(noAnswer()), ANSWER_MS)
    answer.finally(() => clearTimeout(timer)).then(resolve, reject)
  })
}
