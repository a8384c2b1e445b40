import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { cutEverywhere } from '../../../packages/outbox/test/crashScenario.ts'
import { closeAll, coreMissing } from '../src/mmkv.ts'
import { dropFolder, newFolder, locationIn } from '../src/location.ts'

const folders: string[] = []
after(() => folders.forEach(dropFolder))

test(
  '[O1] [O10] [O11] twenty operations on the real core, cut before and after every storage write: 0 lost, 0 doubled, order kept',
  { skip: coreMissing() ?? false },
  () => {
    const cuts = cutEverywhere(() => {
      const folder = newFolder()
      folders.push(folder)
      return () => {
        // The next process reads the files.
        closeAll(folder)
        return locationIn(folder)
      }
    })
    assert.ok(cuts > 120, `${cuts} cuts`)
  },
)
