import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprintOf } from '../src/operations/fingerprint.ts'

// Databases in the field hold each of these, and a phone may send its request again after a year. Another program computed them (Python's
// hashlib). When a test of this file fails, the code is wrong, never the text.

const SESSION = '0198c0de-0000-7000-8000-000000000001'
const SET = '0198c0de-0000-7000-8000-000000000002'
const REVISION = '0198c0de-0000-7000-8000-000000000003'
const NOON = '2026-03-10T12:00:00.000Z'

const requests: Record<string, [method: string, path: string, body: unknown, fingerprint: string]> = {
  'a set': [
    'PUT',
    `/v1/sessions/${SESSION}/sets/${SET}`,
    {
      weight: { value: 102.5, unit: 'kg' },
      reps: 5,
      rpe: 8.5,
      exerciseId: 'c0a80101-0000-4000-8000-000000000001',
      plannedSetId: null,
      setType: 'working',
      setOrder: 0,
      completedAt: NOON,
      logged_at: NOON,
    },
    'bcc48111ef07318b5eab8adbcc87ae42856d920d027b64ddc7a20c55b79c2d95',
  ],
  'a set that is taken back': [
    'DELETE',
    `/v1/sessions/${SESSION}/sets/${SET}`,
    { unplanned: { title: 'Übung 💪', scheduledOn: '2026-03-10' }, logged_at: NOON },
    '4f1380acc73914864cdd99fb8f95d4c0a218f47fc44029d5f6f82eac133363d2',
  ],
  'a completion with a text beyond Latin-1': [
    'POST',
    `/v1/sessions/${SESSION}/complete`,
    {
      startedAt: '2026-03-10T11:50:00.000Z',
      completedAt: '2026-03-10T12:10:00.000Z',
      planVersion: 1,
      sessionRpe: null,
      notes: 'Schweiß "und"\n\\ Приседания スクワット 💪🏽 \ud83d',
      actualSets: [],
      logged_at: '2026-03-10T12:10:00.000Z',
      takenBack: [SET, { logged_at: '2026-03-10T12:05:00.000Z', id: REVISION }],
    },
    'b197d9c2681eb827ace3977ca9be5081ae38432291178ca1aad14e3177f14d96',
  ],
  'a skip': [
    'POST',
    `/v1/sessions/${SESSION}/skip`,
    { reason: null, logged_at: NOON },
    'e1a3091c76b3b3acbbf03d99d8b3dc734c117010792f93cbde7b3ff5fa107341',
  ],
  'a kept log made to stand again': [
    'POST',
    `/v1/sessions/${SESSION}/revisions/${REVISION}/restore`,
    { logged_at: NOON },
    '92341653cf468d6680c2c4ddbcfd25eab56f01fc5b4a0fd49a9c7b3de531676a',
  ],
  'no body': ['POST', `/v1/sessions/${SESSION}/skip`, undefined, 'e70b622d788844646bb42e644af616c63f9e7e5f2af838131c4e9a26ac04099d'],
  'the body null': ['POST', `/v1/sessions/${SESSION}/skip`, null, 'e5372a7c415cf78835c2f1226ee596fa473b9e16b38455f0cee698211b645c44'],
  'a body that is a text': [
    'POST',
    `/v1/sessions/${SESSION}/skip`,
    'text',
    '54d8a3dfb735152af94e66fbfaaf8073687be2e41de0689345cbd2013d532366',
  ],
  'keys in any order, sorted by their code units': [
    'PUT',
    '/v1/x',
    { '\uffff': 0, '💪': -1.5, ä: [1, [2, 3]], a: {}, A: [], 9: true, 10: false, '': 0 },
    '0e9e1db1d8e6492ea23c2ff5f368b966c16609192f8abc26c6ef73584f87ff77',
  ],
  'numbers as JSON writes them, lists in their order': [
    'PUT',
    '/v1/x',
    [0, -0, 1e21, 0.0000001, 0.1, 100, -7],
    '14b17793452de69c9c872d95a656f62496517427f188db8ca78f44fb0bcb84f3',
  ],
}

for (const [name, [method, path, body, fingerprint]] of Object.entries(requests)) {
  test(`the stored fingerprint of a request never changes: ${name}`, () => {
    assert.equal(fingerprintOf(method, path, body), fingerprint)
    // An id in upper case is the same id.
    assert.equal(fingerprintOf(method, path.replace(SESSION, SESSION.toUpperCase()), body), fingerprint)
  })
}
