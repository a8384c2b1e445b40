import { test } from 'node:test'
import { mediaContract, memoryMedium, newDisk } from '../src/testing/index.ts'

for (const contractCase of mediaContract) {
  test(`${contractCase.name} (memory medium)`, async () => {
    const disk = newDisk()
    await contractCase.run({ medium: () => memoryMedium({ disk }) })
  })
  test(`${contractCase.name} (memory medium that completes later)`, async () => {
    const disk = newDisk()
    await contractCase.run({ medium: () => memoryMedium({ disk, later: (complete) => setImmediate(complete) }) })
  })
}
