import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { chanceFrom } from '@holdfast/tools/chance'
import { freePort } from '@holdfast/tools/freePort'
import { median } from '@holdfast/tools/median'
import { table } from '@holdfast/tools/table'

test('the median is the middle value, and the list is not changed', () => {
  const values = [9, 1, 10]
  assert.deepEqual([median(values), values], [9, [9, 1, 10]])
  assert.deepEqual([median([2, 1]), median([4]), median([])], [2, 4, NaN])
})

test('a server can listen on a free port', async () => {
  const port = await freePort()
  const server = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  assert.ok(server.listening)
  server.close()
})

test('the same seed throws the same dice, and another seed others', () => {
  const thrown = (seed: number) => {
    const chance = chanceFrom(seed)
    return [chance.below(1000), chance.pick(['a', 'b', 'c']), chance.shuffled([1, 2, 3, 4]).join(''), chance.uuid()]
  }
  assert.deepEqual(thrown(7), thrown(7))
  assert.notDeepEqual(thrown(7), thrown(8))
  assert.match(chanceFrom(7).uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.throws(() => chanceFrom(7).pick([]), /nothing to pick from/)
})

test('a table is Markdown, its words on the left and its figures on the right', () => {
  const rows = [
    ['one', 1],
    ['a hundred', 100],
  ]
  assert.equal(table(['n', 'is'], rows), '| n         |   is |\n| ---       | ---: |\n| one       |    1 |\n| a hundred |  100 |')
  assert.equal(table(['n', 'is'], rows, { isAligned: false }), '| n | is |\n| --- | ---: |\n| one | 1 |\n| a hundred | 100 |')
})
