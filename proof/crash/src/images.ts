import type { Files } from './location.ts'
import { numbers } from './written.ts'

/** One state in which a crash, a power cut or a fault can leave the two files of a store. */
export type Image = { name: string; files: Files }

/** A store with both files, as bytes. */
export type Whole = { data: Buffer; meta: Buffer }

// The offsets in MMKV's files (MMKVMetaInfo.hpp, MMKV_IO.cpp). The data file begins with a second copy of the size; core 2.4 no longer
// reads it.
const CRC_AT = 0
const SIZE_AT = 28
const SIZE_BYTES = 4
const PAGE = 4096

/** The length of the records in bytes, without the size word, as the meta file has it. */
export function sizeOf({ meta }: Whole): number {
  return meta.readUInt32LE(SIZE_AT)
}

/** Every state between the writes of one append, in the order of the core: record, size in the data file, checksum, size. */
export function interruptedAppends(before: Whole, after: Whole): Image[] {
  const start = SIZE_BYTES + sizeOf(before)
  const end = SIZE_BYTES + sizeOf(after)
  const torn = Array.from({ length: end - start + 1 }, (_, bytes): Image => ({
    name: `record torn after ${bytes} of ${end - start} bytes`,
    files: { data: edited(before.data, (data) => after.data.copy(data, start, start, start + bytes)), meta: before.meta },
  }))
  const crcOnly = edited(before.meta, (meta) => after.meta.copy(meta, CRC_AT, CRC_AT, CRC_AT + 4))
  return [
    ...torn,
    { name: 'size stored in the data file only', files: { data: after.data, meta: before.meta } },
    { name: 'checksum stored, size not yet', files: { data: after.data, meta: crcOnly } },
    {
      // Core 2.4 no longer reads the size in the data file. Without it, core 2.0.0 rolls back as 2.4 does.
      name: 'checksum stored, size not yet, as core 2.4 sees it',
      files: { data: edited(after.data, (data) => data.fill(0, 0, SIZE_BYTES)), meta: crcOnly },
    },
  ]
}

/** What a power cut leaves: two files, written in any order, and so are their pages. `older` are earlier states, oldest first. */
export function powerCuts(older: readonly Whole[], now: Whole, mixes: number): Image[] {
  return older.flatMap((old, index) => {
    const age = `${older.length - index} snapshots old`
    return [
      { name: `meta ${age}`, files: { data: now.data, meta: old.meta } },
      { name: `data ${age}`, files: { data: old.data, meta: now.meta } },
      { name: `both ${age}`, files: { ...old } },
      ...Array.from({ length: mixes }, (_, mix): Image => {
        const next = numbers(`pages ${index} ${mix}`)
        const meta = next() % 2 ? old.meta : now.meta
        return { name: `data pages ${age} or new at random, mix ${mix}`, files: { data: mixedPages(old.data, now.data, next), meta } }
      }),
    ]
  })
}

/** Damage by a flash chip, a file system or a person. `flips` single bits are changed at random offsets. */
export function damages(now: Whole, flips: number, seed = 'flips'): Image[] {
  const used = SIZE_BYTES + sizeOf(now)
  const pages = Array.from({ length: Math.ceil(used / PAGE) }, (_, page) => page)
  const next = numbers(seed)
  const garbage = (length: number) => Buffer.from(Array.from({ length }, () => next() & 0xff))
  return [
    ...pages.map((page) => ({
      name: `page ${page} zeroed`,
      files: { data: edited(now.data, (data) => data.fill(0, page * PAGE, (page + 1) * PAGE)), meta: now.meta },
    })),
    ...pages.map((page) => ({
      name: `page ${page} garbage`,
      files: { data: edited(now.data, (data) => garbage(PAGE).copy(data, page * PAGE)), meta: now.meta },
    })),
    ...Array.from({ length: flips }, () => ({ at: next() % used, bit: next() % 8 })).map(({ at, bit }) => ({
      name: `bit ${bit} of byte ${at} flipped`,
      files: { data: edited(now.data, (data) => (data[at] = (data[at] ?? 0) ^ (1 << bit))), meta: now.meta },
    })),
    ...[...pages.map((page) => page * PAGE), used - 1, used - 100, Math.floor(used / 2)].map((length) => ({
      name: `data cut to ${length} bytes`,
      files: { data: Buffer.from(now.data.subarray(0, length)), meta: now.meta },
    })),
    { name: 'data missing', files: { data: null, meta: now.meta } },
    { name: '.crc missing', files: { data: now.data, meta: null } },
    { name: '.crc empty', files: { data: now.data, meta: Buffer.alloc(0) } },
    { name: '.crc zeroed', files: { data: now.data, meta: Buffer.alloc(now.meta.length) } },
    { name: '.crc garbage', files: { data: now.data, meta: garbage(now.meta.length) } },
    {
      // Core 2.4 reads the length of the data from the meta file only: without it the store looks new.
      name: '.crc missing, as core 2.4 sees it',
      files: { data: edited(now.data, (data) => data.fill(0, 0, SIZE_BYTES)), meta: null },
    },
  ]
}

function mixedPages(old: Buffer, now: Buffer, next: () => number): Buffer {
  return edited(now, (data) => {
    for (let at = 0; at < data.length; at += PAGE) {
      if (next() % 2) continue
      data.fill(0, at, at + PAGE)
      old.copy(data, at, at, at + PAGE)
    }
  })
}

function edited(buffer: Buffer, edit: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(buffer)
  edit(copy)
  return copy
}
