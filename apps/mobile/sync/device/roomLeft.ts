import type { Storage } from './ports.ts'

/** What a training session should find free, in bytes: a day of sets takes a thousandth of it, but a system that runs full takes the rest by itself. */
export const ROOM_MIN_BYTES = 50_000_000

/** How much room is left where workouts are kept. `space` is null while nobody knows, and where nobody says. */
export type Room = { space: { usedBytes: number; freeBytes: number } | null; isShort: boolean }

export type RoomLeft = {
  /** The same value until the next look finds another one. */
  current(): Room
  /** Asks the system again; nothing waits for the answer. */
  look(): void
  subscribe(listener: () => void): () => void
}

/** Follows the room that is left. What cannot be told is no shortage: nobody is warned of what nobody knows. */
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
