import * as BackgroundTask from 'expo-background-task'
import * as TaskManager from 'expo-task-manager'
import type { Background } from '../sync/device/ports'
import { wakeTask, type Run } from './wakeTask'

const task = wakeTask({ backgroundTask: BackgroundTask, taskManager: TaskManager })

export const backgroundTask: Background = task

/** Says what a background run does. Called from the entry file: in a headless start no route is ever loaded. */
export function defineBackgroundTask(run: Run): void {
  task.define(run)
}
