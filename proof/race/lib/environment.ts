import { cpus, loadavg, platform, arch, release, totalmem } from 'node:os'
import { execFileSync } from 'node:child_process'

export type Environment = {
  date: string
  commit: string
  node: string
  system: string
  cores: string
  memoryGib: number
  loadBefore: number
}

/** What the figures were measured on: enough to doubt them by, nothing that names a machine. */
export function environment(root: string): Environment {
  const [first] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commitOf(root),
    node: process.version,
    system: `${platform()} ${release().split('.').slice(0, 2).join('.')} ${arch()}`,
    cores: `${cpus().length} × ${first?.model.trim() ?? 'unknown'}`,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
  }
}

function commitOf(root: string): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  } catch {
    return 'no repository'
  }
}
