import type { Storage } from './ports.ts'

/**
 * The free space a workout should find, in bytes. A day of sets needs a thousandth of it, but a system that runs full fills the rest by
 * itself.
 */
export const ROOM_MIN_BYTES = 50_000_000

/** The free space where workouts are stored. `space` is null while it is unknown, and where the system does not say. */
export type Room = { space: { usedBytes: number; freeBytes: number } | null; isShort: boolean }

export type RoomLeft = {
  /** The same value until the next `look` finds another one. */
  current(): Room
  /** Asks the system again; nothing waits for the answer. */
  look(): void
  subscribe(listener: () => void): () => void
}

/** Follows the free space. An unknown space is not short, so nobody is warned without a reason. */
export function createRoomLeft(storage: Pick<Storage, 'space'>): RoomLeft {
  let room: Room = { space: null, isShort: false }
  const listeners = new Set<() => void>()
  const take = (space: Room['space']): void => {
    if (space?.usedBytes === room.space?.usedBytes && space?.freeBytes === room.space?.freeBytes) return
    room = { space, isShort: space !== null && space.freeBytes < ROOM_MIN_BYTES }
    for (const listener of listeners) listener()
  }
  return {
    current: () => room,
    look() {
      storage.space().then(take, () => take(null))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
