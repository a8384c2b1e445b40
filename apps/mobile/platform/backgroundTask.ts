import * as BackgroundTask from 'expo-background-task'
import * as TaskManager from 'expo-task-manager'
import type { Background } from '../sync/device/ports'
import { wakeTask, type Run } from './wakeTask'

const task = wakeTask({ backgroundTask: BackgroundTask, taskManager: TaskManager })

export const backgroundTask: Background = task

/** Defines what a background run does. The entry file calls it, because a headless start loads no route. */
export function defineBackgroundTask(run: Run): void {
  task.define(run)
}
