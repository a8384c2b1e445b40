import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Options = Parameters<NodeFS['init']>[1]
type Stream = { nfd?: number; node: { mode: number } }
type EmscriptenModule = {
  FS: { isFile(mode: number): boolean }
  NODEFS: { realPath(node: Stream['node']): string; stream_ops: { fsync?: (stream: Stream) => number } }
}

/**
 * PGlite's folder on disk, with the fsync that PGlite leaves out. Without it a commit exists only in the page cache: a power cut lost every
 * acknowledged row in 20 of 20 trials. It depends on PGlite's internals. So PGlite's version is pinned, and `openPgliteDb` refuses to start
 * unless `fsyncs` rises with a commit.
 */
export class DurableNodeFS extends NodeFS {
  fsyncs = 0

  override async init(database: PGlite, options: Options): ReturnType<NodeFS['init']> {
    const opened = await super.init(database, options)
    const before = opened.emscriptenOpts.preRun
    const others = before === undefined ? [] : Array.isArray(before) ? before : [before]
    opened.emscriptenOpts.preRun = [...others, (module) => this.#addFsync(module as unknown as EmscriptenModule)]
    return opened
  }

  #addFsync({ FS, NODEFS }: EmscriptenModule): void {
    NODEFS.stream_ops.fsync = (stream) => {
      this.fsyncs++
      if (stream.nfd !== undefined && FS.isFile(stream.node.mode)) fsyncSync(stream.nfd)
      else syncFolder(NODEFS.realPath(stream.node))
      return 0
    }
  }
}

// Windows has no fsync for folders, and PostgreSQL works without it there.
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
