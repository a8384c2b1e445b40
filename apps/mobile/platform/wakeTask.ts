import type { RunEnd } from '../sync/device/background.ts'
import type { Background } from '../sync/device/ports.ts'

const NAME = 'holdfast-send'
/** The least the systems accept; they decide when, on iOS often only at night. */
const INTERVAL_MINUTES = 15

/** What the task needs of expo-background-task and expo-task-manager. Handed in, so that the tests run this very file without a phone. */
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

/** A background run: sends what waits, and tells how it ended. */
export type Run = (done: (end: RunEnd) => void) => void

/**
 * WorkManager on Android, a processing task on iOS. What is asked last holds, however slowly the system answers. `define` says what a
 * run does, and every run ends with a result. expo-background-task 57 does not hand a failure on to Android; it does no harm there.
 */
export function wakeTask({ backgroundTask, taskManager }: WakeModules): Background & { define(run: Run): void } {
  const { Success, Failed } = backgroundTask.BackgroundTaskResult
  let last: Promise<void> = Promise.resolve()
  /** One after the other: a slow "no longer" must not take away the wake that was asked for after it. */
  const inTurn = (ask: () => Promise<void>): Promise<void> => (last = last.then(ask, ask))
  const isRegistered = () => taskManager.isTaskRegisteredAsync(NAME)

  return {
    register: () =>
      inTurn(async () => {
        if (await isRegistered()) {
          const asked = await taskManager.getTaskOptionsAsync<{ minimumInterval?: number } | null>(NAME)
          if (asked?.minimumInterval === INTERVAL_MINUTES) return
          // Registering over a registration does nothing: what an older version of the app asked for would stay for ever.
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
          // A run that broke did not send: that is the whole report a system takes.
          () => Failed,
        ),
      ),
  }
}

/** There was work, or nobody could look whether there was, and the run moved none of it. */
function cameToNothing({ outcome, sent, rejected, waiting }: RunEnd): boolean {
  if (outcome === 'storageUnavailable') return true
  return outcome === 'drained' && waiting > 0 && sent === 0 && rejected === 0
}
