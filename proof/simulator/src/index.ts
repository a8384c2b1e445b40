export { planDay, type Act, type Day } from './day.ts'
export { checkNames, type CheckName } from './checkNames.ts'
export { faultClasses, type FaultClass, type Rates } from './faults.ts'
export { simulate, runDay, type Report } from './world.ts'
