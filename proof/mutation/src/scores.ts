/** The part of a mutation testing report (mutation-testing-report-schema 2) that is read here. Lines and columns begin at 1. */
export type StrykerReport = {
  files: Record<string, { source: string; mutants: ReportedMutant[] }>
}
type ReportedMutant = {
  mutatorName: string
  replacement?: string
  status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'CompileError' | 'RuntimeError' | 'Ignored' | 'Pending'
  location: { start: Position; end: Position }
}
type Position = { line: number; column: number }

/** Why a change that no test finds changes nothing that anybody could observe. */
export type Explained = {
  file: string
  /** The text that is replaced, and what stands there instead, both as the list of survivors prints them. */
  original: string
  replacement: string
  why: string
}

export type Survivor = { file: string; line: number; mutator: string; original: string; replacement: string; isReached: boolean }
export type FileScore = { file: string; found: number; survived: number; explained: number }
export type Scores = {
  files: FileScore[]
  /** Without an explanation. */
  survivors: Survivor[]
  /** Explanations of changes in these files that no longer survive, or no longer exist. */
  outdated: Explained[]
}

/** Counts what a report says. A change that hangs the tests or makes them crash is found. */
export function scoresOf(report: StrykerReport, explanations: readonly Explained[]): Scores {
  const used = new Set<Explained>()
  const survivors: Survivor[] = []
  const files = Object.entries(report.files).map(([file, { source, mutants }]) => {
    const score: FileScore = { file, found: 0, survived: 0, explained: 0 }
    for (const mutant of mutants) {
      if (mutant.status === 'Ignored' || mutant.status === 'CompileError' || mutant.status === 'Pending') continue
      if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') {
        score.found++
        continue
      }
      score.survived++
      const survivor = survivorOf(file, source, mutant)
      const why = explanations.find((one) => isOf(one, survivor))
      if (why) used.add(why)
      if (why) score.explained++
      else survivors.push(survivor)
    }
    return score
  })
  const outdated = explanations.filter((one) => report.files[one.file] !== undefined && !used.has(one))
  return { files: files.filter(({ found, survived }) => found + survived > 0), survivors, outdated }
}

/** The scores for people: a line a file, the sum, then each survivor with what stood there and what was put there. */
export function textOf({ files, survivors, outdated }: Scores): string {
  const sum = files.reduce(
    (all, one) => ({
      file: 'all',
      found: all.found + one.found,
      survived: all.survived + one.survived,
      explained: all.explained + one.explained,
    }),
    { file: 'all', found: 0, survived: 0, explained: 0 },
  )
  const width = Math.max(...files.map(({ file }) => file.length), 4)
  const rows = [...files, sum].map((one) => {
    const total = one.found + one.survived
    const share = `${((100 * one.found) / total).toFixed(1)} %`
    const words = one.explained > 0 ? `  ${one.explained} of ${one.survived} survivors explained` : ''
    return `${one.file.padEnd(width)}  ${share.padStart(7)}  ${`${one.found} of ${total}`.padStart(13)}${words}\n`
  })
  const lines = survivors.map(
    ({ file, line, mutator, original, replacement, isReached }) =>
      `${isReached ? 'survived' : 'not reached'}  ${file}:${line}  ${mutator}\n    - ${original}\n    + ${replacement}\n`,
  )
  const gone = outdated.map(
    ({ file, original, replacement }) => `explained, and does not survive any more: ${file}: ${original} → ${replacement}\n`,
  )
  return ['\n', ...rows, '\n', ...lines, ...gone].join('')
}

function survivorOf(file: string, source: string, { mutatorName, replacement = '', status, location }: ReportedMutant): Survivor {
  return {
    file,
    line: location.start.line,
    mutator: mutatorName,
    original: oneLine(textAt(source, location.start, location.end)),
    replacement: oneLine(replacement),
    isReached: status === 'Survived',
  }
}

function isOf(one: Explained, { file, original, replacement }: Survivor): boolean {
  return one.file === file && one.original === original && one.replacement === replacement
}

function textAt(source: string, start: Position, end: Position): string {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1)!.slice(0, end.column - 1)
  lines[0] = lines[0]!.slice(start.column - 1)
  return lines.join('\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
