import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { binaryPath } from '../build.ts'

/** What react-native-mmkv 4 offers of an instance and we use, plus three things only crash tests may do. */
export type Mmkv = {
  readonly id: string
  readonly length: number
  /** Bytes of the records, not of the file. */
  readonly byteSize: number
  /** Throws `Failed to set value for key …` when the store did not take it. */
  set(key: string, value: string): void
  getString(key: string): string | undefined
  contains(key: string): boolean
  getAllKeys(): string[]
  remove(key: string): boolean
  clearAll(): void
  trim(): void

  /** Harness only: bytes of the data file. */
  readonly fileSize: number
  /** Harness only: msync, which react-native-mmkv does not offer. */
  sync(): void
  /** Harness only: lets go of the files, so that the next `createMMKV` reads them as a new process would. */
  close(): void
}

export type RecoveryStrategy = 'recover-on-error' | 'discard-on-error'

/** `path` is the folder that holds the data file and its `.crc`. Without a strategy a damaged store is emptied: that is MMKV's default. */
export type Configuration = { id: string; path: string; recoveryStrategy?: RecoveryStrategy }

type Addon = {
  coreVersion: string
  initialize(rootPath: string, isLoud: boolean): void
  limitFileSize(bytes?: number): void
  removeStorage(id: string, path: string): boolean
  Instance: new (id: string, path: string, recover: boolean) => Mmkv
}

const folder = join(import.meta.dirname, '..')
const open = new Map<string, { instance: Mmkv; id: string; strategy: RecoveryStrategy | undefined }>()
let addon: Addon | undefined

/** Why there is no real core on this machine, or undefined when there is. Installs and builds it the first time. */
export function coreMissing(): string | undefined {
  if (existsSync(binaryPath())) return undefined
  const { status } = spawnSync(process.execPath, [join(folder, 'ensure.ts')], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status === 0) return undefined
  if (status === 3) return 'the MMKV core cannot be built on this machine'
  throw new Error('the MMKV core should have been built and was not; the reason stands above')
}

/** Opens the real MMKV. One process shares one instance per id and path, as on a phone; after `close` the files are read again. */
export function createMMKV({ id, path, recoveryStrategy }: Configuration): Mmkv {
  const place = join(path, id)
  const shared = open.get(place)
  const other = [...open.values()].find((one) => one.id === id && one.strategy !== recoveryStrategy)
  // Core 2.0.0 asks for the strategy by id alone.
  if (other)
    throw new Error(`${id} is open with ${other.strategy ?? 'no strategy'}; this harness cannot give one id two strategies at once`)
  if (shared) return shared.instance

  const instance = new (loaded().Instance)(id, path, recoveryStrategy === 'recover-on-error')
  const discarded = instance.close.bind(instance)
  instance.close = () => {
    open.delete(place)
    discarded()
  }
  open.set(place, { instance, id, strategy: recoveryStrategy })
  return instance
}

/** Whether both files of a store are there: what core 2.4 answers (2.0.0 does not offer it). */
export function existsMMKV(id: string, path: string): boolean {
  return existsSync(join(path, id)) && existsSync(join(path, `${id}.crc`))
}

/** Removes both files of a store. On a phone an instance that is still open points at freed memory from then on; here it says so. */
export function deleteMMKV(id: string, path: string): boolean {
  open.get(join(path, id))?.instance.close()
  return loaded().removeStorage(id, path)
}

/** Closes every instance in a folder: what is opened there next reads the files. */
export function closeAll(path: string): void {
  for (const [place, { instance }] of open) if (place.startsWith(join(path, '/'))) instance.close()
}

/** No file of this process may grow beyond so many bytes, as on a full disk; without a number there is space again. */
export function limitFileSize(bytes?: number): void {
  if (bytes === undefined) loaded().limitFileSize()
  else loaded().limitFileSize(bytes)
}

/** The version the core itself names. */
export function coreVersion(): string {
  return loaded().coreVersion
}

function loaded(): Addon {
  if (!addon) {
    addon = createRequire(import.meta.url)(binaryPath()) as Addon
    // Every instance has a path of its own; MMKV still wants a folder for those that have none.
    addon.initialize(join(folder, 'build', 'unused'), process.env['MMKV_LOG'] === '1')
  }
  return addon
}
