import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bundleProblem, bytecodeVersion, compileWith } from './nativeBundles.ts'
import { folderWith } from './testing/folder.ts'

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

test(
  'a compiler that is not made for this machine is missing; one that fails is a problem',
  { skip: process.platform === 'win32' },
  (t) => {
    const hermesc = folderWith(t, { 'linux64-bin/hermesc': '#!/bin/sh\necho no >&2\nexit 2\n', 'osx-bin/hermesc': '#!/no/loader\n' })
    for (const folder of ['linux64-bin', 'osx-bin']) chmodSync(join(hermesc, folder, 'hermesc'), 0o755)
    assert.equal(compileWith(hermesc, 'linux', 'arm64').missing?.why, 'React Native ships its compiler hermesc for no linux on arm64.')
    assert.match(
      compileWith(hermesc, 'darwin', 'arm64').missing?.why ?? '',
      /^React Native’s hermesc does not start here: spawnSync .* ENOENT\.$/,
    )
    assert.deepEqual(compileWith(hermesc, 'linux', 'x64'), { problem: 'React Native’s hermesc ended with code 2: no' })
  },
)
