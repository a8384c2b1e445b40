import * as BackgroundTask from 'expo-background-task'
import * as TaskManager from 'expo-task-manager'
import type { Background } from '../sync/ports'

const NAME = 'holdfast-send'
/** The least the systems accept; they decide when, on iOS often only at night. */
const INTERVAL_MINUTES = 15

/** WorkManager on Android, a processing task on iOS. Registering again with what is registered already does nothing. */
export const backgroundTask: Background = {
  register: () => BackgroundTask.registerTaskAsync(NAME, { minimumInterval: INTERVAL_MINUTES }),
  async unregister() {
    if (await TaskManager.isTaskRegisteredAsync(NAME)) await BackgroundTask.unregisterTaskAsync(NAME)
  },
}

/** Says what a background run does. Called from the entry file: in a headless start no route is ever loaded. */
export function defineBackgroundTask(run: (done: () => void) => void): void {
  TaskManager.defineTask(NAME, async () => {
    await new Promise<void>((resolve) => run(resolve))
    return BackgroundTask.BackgroundTaskResult.Success
  })
}
