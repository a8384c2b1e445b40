/** What a stored or received text holds; undefined when it is no JSON. Read the answer with a schema. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
