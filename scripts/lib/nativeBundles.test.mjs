import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleProblem, bytecodeVersion } from './nativeBundles.mjs'

const bytecode98 = Buffer.from('c61fbc03c103191f62000000', 'hex')

test('Hermes bytecode is known by its first bytes, not by the name of its file', () => {
  const found = [bytecode98, Buffer.from('var a = 1; var b = 2'), Buffer.from(''), bytecode98.subarray(0, 10)].map(bytecodeVersion)
  assert.deepEqual(found, [98, undefined, undefined, undefined])
})

test('a bundle is of the version this React Native reads, and holds no test', () => {
  assert.equal(bundleProblem(bytecode98, 98), undefined)
  assert.equal(bundleProblem(bytecode98, 99), 'is bytecode of version 98, and this React Native reads 99')
  assert.equal(bundleProblem(Buffer.from('var app'), 98), 'is not Hermes bytecode')
  const tested = Buffer.concat([bytecode98, Buffer.from('@testing-library/react-native')])
  assert.equal(bundleProblem(tested, 98), 'holds “@testing-library”, which only a test needs')
})
