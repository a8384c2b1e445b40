import type { RestAlert } from '../sync/device/ports.ts'

/** The alert that the system holds for the app. Each call takes time, and may be refused. */
export type AlertCentre = {
  show(atWallMs: number, words: string, aloud: boolean): Promise<void>
  clear(): Promise<void>
}

/** One alert on a system that answers late: in the end it holds the latest request, whatever the order of the answers. */
export function oneAlert(centre: AlertCentre): RestAlert & { clearLeftOver(): void } {
  type Alert = { atWallMs: number; words: string; aloud: boolean }
  let wanted: Alert | null = null
  /** Undefined until the first request: an earlier process may have left an alert. */
  let told: Alert | null | undefined
  let telling = false

  const follow = async (): Promise<void> => {
    if (telling) return
    telling = true
    while (told !== wanted) {
      const next = wanted
      // A refusal is silent: a lifter can do nothing about it during a workout.
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
