import type { Medium } from '@holdfast/journal'
import { mediumIn } from './location.ts'

// A medium in its own process, used over IPC: child.send([call, ...arguments]) is answered with what the medium called back with.

export type MediumCall = ['open'] | ['read', afterKey: string] | ['append', key: string, value: string] | ['commit'] | ['drop']

const medium: Medium = mediumIn(process.argv[2] ?? '')
const answer = (given?: unknown) => process.send?.({ given })

process.on('message', (call: MediumCall) => {
  switch (call[0]) {
    case 'open':
      return medium.open(answer)
    case 'read':
      return medium.read(call[1], answer)
    case 'append':
      return medium.append(call[1], call[2], answer)
    case 'commit':
      return medium.commit(answer)
    case 'drop':
      return medium.drop(answer)
  }
})
