export { mediaContract, type ContractCase, type MediumPlace } from './mediaContract.ts'
export { memoryMedium, newDisk, type Disk, type Fault, type MemoryMediumOptions } from './memoryMedium.ts'
export { virtualClock, type VirtualClock } from './virtualClock.ts'
