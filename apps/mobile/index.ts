import { defineBackgroundTask } from './platform/backgroundTask'
import { holdfast } from './start'
import 'expo-router/entry'

defineBackgroundTask(holdfast.runInBackground)
