/** The value of a stored or received JSON text; undefined when it is not JSON. Read the result with a schema. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
