export { mediaContract, type ContractCase, type MediumPlace } from './mediaContract.ts'
export {
  memoryMedium,
  memoryPlace,
  newDisk,
  placeOf,
  type Disk,
  type Disks,
  type Fault,
  type MemoryMediumOptions,
  type MemoryPlaceOptions,
} from './memoryMedium.ts'
export { newerRecord, recordOfJson } from './newerRecord.ts'
export { virtualClock, type VirtualClock } from './virtualClock.ts'
