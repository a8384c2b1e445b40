import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { exerciseIdOf, isId, uuidOf } from '../src/index.ts'

/** RFC 9562 §5.5, implemented literally, with the platform's SHA-1. */
function byTheBook(name: string): string {
  const bytes = createHash('sha1').update(Buffer.from('6f0c9a52f3d44b0f9a3c2b7e51d8e4a7', 'hex')).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

test('the id of a name is its UUID version 5 under our namespace, for any text', () => {
  assert.equal(uuidOf('demo lifter'), '14038f7c-1116-5fe9-b703-ee431668d36c')
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => uuidOf(name) === byTheBook(name.replaceAll('\0', '\uFFFD'))))
})

test('half a surrogate pair and NUL have an id too: that of the text that would be stored', () => {
  assert.equal(uuidOf('a\ud800b\0'), byTheBook('a\uFFFDb\uFFFD'))
})

test('width, case and extra spaces make no other exercise, another word does', () => {
  const squat = exerciseIdOf('Back squat')
  for (const name of ['back squat', ' Back  Squat\n', 'BACK\tSQUAT', 'Back\u00a0squat', 'Ｂａｃｋ squat'])
    assert.equal(exerciseIdOf(name), squat, name)
  assert.equal(squat, uuidOf('exercise/back squat'))
  assert.notEqual(exerciseIdOf('Front squat'), squat)
})

test('the build of uuid for phones and browsers needs nothing of Node and gives the same ids', async () => {
  const ours = import.meta.resolve('uuid')
  const theirs = ours.replace('/dist-node/', '/dist/')
  assert.notEqual(theirs, ours)
  assert.doesNotMatch(readFileSync(new URL('sha1.js', theirs), 'utf8') + readFileSync(new URL('v35.js', theirs), 'utf8'), /node:|require/)
  const { v5 } = (await import(theirs)) as typeof import('uuid')
  assert.equal(v5('demo lifter', '6f0c9a52-f3d4-4b0f-9a3c-2b7e51d8e4a7'), uuidOf('demo lifter'))
})

test('an id is a UUID, and no other text that a person may type', () => {
  assert.ok(isId(uuidOf('demo lifter')))
  for (const text of ['', '__proto__', 'constructor', 'toString', '1', `${uuidOf('x')}/`, ` ${uuidOf('x')}`])
    assert.equal(isId(text), false, text)
})
