import { createPlatform } from './platform/createPlatform'
import { createHoldfast } from './store/holdfast.ts'

/** The app, started once a process: the device is handed in here and reached for nowhere else. */
export const holdfast = createHoldfast(createPlatform())
