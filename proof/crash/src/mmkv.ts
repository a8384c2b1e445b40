import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { binaryPath } from '../build.ts'

/** The part of a react-native-mmkv 4 instance that we use, and three things that only crash tests may do. */
export type Mmkv = {
  readonly id: string
  readonly length: number
  /** The length of the records in bytes, not of the file. */
  readonly byteSize: number
  /** Throws `Failed to set value for key …` when the store did not accept it. */
  set(key: string, value: string): void
  getString(key: string): string | undefined
  contains(key: string): boolean
  getAllKeys(): string[]
  remove(key: string): boolean
  clearAll(): void
  trim(): void

  /** Crash tests only: the length of the data file in bytes. */
  readonly fileSize: number
  /** Crash tests only: msync, which react-native-mmkv does not offer. */
  sync(): void
  /** Crash tests only: closes the files, so that the next `createMMKV` reads them as a new process would. */
  close(): void
}

export type RecoveryStrategy = 'recover-on-error' | 'discard-on-error'

/** `path` is the folder of the data file and its `.crc`. Without a strategy a damaged store is emptied: that is MMKV's default. */
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

/** Why there is no real core on this machine, or undefined when there is one. Installs and builds it the first time. */
export function coreMissing(): string | undefined {
  if (existsSync(binaryPath())) return undefined
  const { status } = spawnSync(process.execPath, [join(folder, 'ensure.ts')], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status === 0) return undefined
  if (status === 3) return 'the MMKV core cannot be built on this machine'
  throw new Error('the MMKV core should have been built and was not; the reason stands above')
}

/** Opens the real MMKV. One process shares one instance per id and path, as on a phone. After `close` the files are read again. */
export function createMMKV({ id, path, recoveryStrategy }: Configuration): Mmkv {
  const location = join(path, id)
  const shared = open.get(location)
  const other = [...open.values()].find((one) => one.id === id && one.strategy !== recoveryStrategy)
  // Core 2.0.0 asks for the strategy with the id alone.
  if (other)
    throw new Error(`${id} is open with ${other.strategy ?? 'no strategy'}; this harness cannot give one id two strategies at once`)
  if (shared) return shared.instance

  const instance = new (loaded().Instance)(id, path, recoveryStrategy === 'recover-on-error')
  const discarded = instance.close.bind(instance)
  instance.close = () => {
    open.delete(location)
    discarded()
  }
  open.set(location, { instance, id, strategy: recoveryStrategy })
  return instance
}

/** Whether both files of a store exist, as core 2.4 answers it (2.0.0 does not offer it). */
export function existsMMKV(id: string, path: string): boolean {
  return existsSync(join(path, id)) && existsSync(join(path, `${id}.crc`))
}

/** Removes both files of a store. On a phone, an instance that is still open then points to freed memory; here its calls throw. */
export function deleteMMKV(id: string, path: string): boolean {
  open.get(join(path, id))?.instance.close()
  return loaded().removeStorage(id, path)
}

/** Closes every instance in a folder, so that the next opening reads the files. */
export function closeAll(path: string): void {
  for (const [location, { instance }] of open) if (location.startsWith(join(path, '/'))) instance.close()
}

/** Limits the length of every file of this process, in bytes, as a full disk does. Without an argument there is space again. */
export function limitFileSize(bytes?: number): void {
  if (bytes === undefined) loaded().limitFileSize()
  else loaded().limitFileSize(bytes)
}

/** The version that the core reports. */
export function coreVersion(): string {
  return loaded().coreVersion
}

function loaded(): Addon {
  if (!addon) {
    addon = createRequire(import.meta.url)(binaryPath()) as Addon
    // Every instance has its own path, but MMKV also requires a folder for instances without one.
    addon.initialize(join(folder, 'build', 'unused'), process.env['MMKV_LOG'] === '1')
  }
  return addon
}
