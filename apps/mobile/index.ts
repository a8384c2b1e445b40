import { defineBackgroundTask } from './platform/backgroundTask'
import { holdfast } from './start'
import './entry'

defineBackgroundTask(holdfast.runInBackground)
