/**
 * Reads `--only unit,api` (also `--only=unit`, also several times) against the steps there are.
 * Answers `{ names }` in the order the steps run, or `{ problem }` in one sentence.
 */
export function chooseSteps(
  args: readonly string[],
  known: readonly string[],
): { names: readonly string[]; problem?: undefined } | { problem: string } {
  const wanted = new Set<string>()
  for (let at = 0; at < args.length; at++) {
    const [flag, value = args[++at]] = (args[at] ?? '').split(/=(.*)/s)
    if (flag !== '--only') return { problem: `“${flag}” means nothing here; npm test takes only -- --only <steps>.` }
    const names = (value ?? '').split(',').filter(Boolean)
    if (names.length === 0) return { problem: `--only names no step; there are: ${known.join(', ')}.` }
    for (const name of names) wanted.add(name)
  }
  const unknown = [...wanted].find((name) => !known.includes(name))
  if (unknown) return { problem: `There is no step “${unknown}”; there are: ${known.join(', ')}.` }
  return { names: wanted.size === 0 ? known : known.filter((name) => wanted.has(name)) }
}
