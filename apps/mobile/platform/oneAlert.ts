import type { RestAlert } from '../sync/device/ports.ts'

/** The alert the system holds for us. Each of these takes its time, and may be refused. */
export type AlertCentre = {
  show(atWallMs: number, words: string, aloud: boolean): Promise<void>
  clear(): Promise<void>
}

/** One alert over a system that answers late: whatever was asked last is what it holds in the end, however the answers fall. */
export function oneAlert(centre: AlertCentre): RestAlert & { clearLeftOver(): void } {
  type Alert = { atWallMs: number; words: string; aloud: boolean }
  let wanted: Alert | null = null
  /** Undefined until the system was told anything: an earlier process may have left one. */
  let told: Alert | null | undefined
  let telling = false

  const follow = async (): Promise<void> => {
    if (telling) return
    telling = true
    while (told !== wanted) {
      const next = wanted
      // A refusal is silent: nothing a lifter could do about it in the middle of a workout.
      await (next ? centre.show(next.atWallMs, next.words, next.aloud) : centre.clear()).catch(() => undefined)
      told = next
    }
    telling = false
  }
  return {
    schedule(atWallMs, words, aloud) {
      wanted = { atWallMs, words, aloud }
      void follow()
    },
    cancel() {
      wanted = null
      void follow()
    },
    clearLeftOver() {
      if (told === undefined) void follow()
    },
  }
}
