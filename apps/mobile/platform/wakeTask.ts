import type { RunEnd } from '../sync/device/background.ts'
import type { Background } from '../sync/device/ports.ts'

const NAME = 'holdfast-send'
/** The shortest interval that the systems accept; they decide when to run, on iOS often only at night. */
const INTERVAL_MINUTES = 15

/**
 * What the task needs of expo-background-task and expo-task-manager. It is a parameter, so that the tests run this file without a phone.
 */
export type WakeModules = {
  backgroundTask: {
    registerTaskAsync(name: string, options: { minimumInterval: number }): Promise<void>
    unregisterTaskAsync(name: string): Promise<void>
    BackgroundTaskResult: { readonly Success: number; readonly Failed: number }
  }
  taskManager: {
    isTaskRegisteredAsync(name: string): Promise<boolean>
    getTaskOptionsAsync<Options>(name: string): Promise<Options>
    defineTask(name: string, execute: () => Promise<number>): void
  }
}

/** A background run: sends what waits, and reports how it ended. */
export type Run = (done: (end: RunEnd) => void) => void

/**
 * WorkManager on Android, a processing task on iOS. The latest request counts, however slowly the system answers. `define` sets what a run
 * does; every run ends with a result. expo-background-task 57 does not pass a failure on to Android; that does no harm.
 */
export function wakeTask({ backgroundTask, taskManager }: WakeModules): Background & { define(run: Run): void } {
  const { Success, Failed } = backgroundTask.BackgroundTaskResult
  let last: Promise<void> = Promise.resolve()
  /** One after the other: a slow unregistration must not remove the registration that was requested after it. */
  const inTurn = (ask: () => Promise<void>): Promise<void> => (last = last.then(ask, ask))
  const isRegistered = () => taskManager.isTaskRegisteredAsync(NAME)

  return {
    register: () =>
      inTurn(async () => {
        if (await isRegistered()) {
          const asked = await taskManager.getTaskOptionsAsync<{ minimumInterval?: number } | null>(NAME)
          if (asked?.minimumInterval === INTERVAL_MINUTES) return
          // Registering over a registration does nothing: that of an older version of the app would stay for ever.
          await backgroundTask.unregisterTaskAsync(NAME)
        }
        await backgroundTask.registerTaskAsync(NAME, { minimumInterval: INTERVAL_MINUTES })
      }),
    unregister: () =>
      inTurn(async () => {
        if (await isRegistered()) await backgroundTask.unregisterTaskAsync(NAME)
      }),
    define: (run) =>
      taskManager.defineTask(NAME, () =>
        new Promise<RunEnd>((resolve) => run(resolve)).then(
          (end) => (cameToNothing(end) ? Failed : Success),
          // A run that threw did not send; the system accepts no further details.
          () => Failed,
        ),
      ),
  }
}

/** There was work, or it is unknown whether there was, and the run moved none of it. */
function cameToNothing({ outcome, sent, rejected, waiting }: RunEnd): boolean {
  if (outcome === 'storageUnavailable') return true
  return outcome === 'drained' && waiting > 0 && sent === 0 && rejected === 0
}
