export { mediaContract, type ContractCase, type MediumLocation } from './mediaContract.ts'
export {
  memoryMedium,
  memoryLocation,
  newDisk,
  locationOf,
  type Disk,
  type Disks,
  type Fault,
  type MemoryMediumOptions,
  type MemoryLocationOptions,
} from './memoryMedium.ts'
export { newerRecord, recordOfJson } from './newerRecord.ts'
export { virtualClock, type VirtualClock } from './virtualClock.ts'
