import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodedText } from '../sync/import/decodedText.ts'

/** The bytes of a text in an encoding whose letters this Node can decode one by one. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(Array.from(text), (letter) => {
    const byte = bytes.get(letter)
    assert.ok(byte !== undefined, `${encoding} has no ${letter}`)
    return byte
  })
}

const wide = (text: string, order: 'LE' | 'BE', mark = '\uFEFF'): Uint8Array => {
  const bytes = Buffer.from(mark + text, 'utf16le')
  return Uint8Array.from(order === 'LE' ? bytes : bytes.swap16())
}

const file = (...names: string[]) =>
  [
    'Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps',
    ...names.map((name) => `2025-01-01 10:00:00,${name},${name},1,100,5`),
    '',
  ].join('\r\n')

const western = [
  ['Rücken', 'Bankdrücken', 'Kniebeuge (Größe)', 'Übung für Füße'],
  ['Développé couché', 'Soulevé de terre', 'Élévations latérales', 'Tirage à la poulie', 'Cœur'],
  ['Sentadilla búlgara', 'Elevación de talones', '¿Cuánto?', 'Año'],
  ['Flexão', 'Rosca direta', 'Elevação', 'Coração'],
  ['Knäböj', 'Bänkpress', 'Marklyft för två', 'Ryggdrag på maskin'],
  ['Benkpress på skrå', 'Markløft', 'Nedtræk', 'Ryg og skulder – tungt'],
]

test('a Windows-1252 file is read with its own letters, in every Western language', () => {
  for (const names of western) assert.equal(decodedText(encoded(file(...names), 'windows-1252')), file(...names))
})

test('files of Excel on a Mac, of Central Europe and in Cyrillic are read with their own letters', () => {
  for (const names of western) assert.equal(decodedText(encoded(file(...names), 'macintosh')), file(...names))
  for (const names of [
    ['Wyciskanie sztangi leżąc', 'Przysiad ze sztangą', 'Ściąganie drążka', 'Wiosłowanie'],
    ['Dřep', 'Tlak na lavičce', 'Mrtvý tah', 'Přítahy v předklonu', 'Bicepsový zdvih ve stoje s žíněnkou'],
    ['Čučanj', 'Potisak s klupe', 'Mrtvo dizanje', 'Zgibovi širokim hvatom'],
  ])
    assert.equal(decodedText(encoded(file(...names), 'windows-1250')), file(...names))
  const russian = file('Жим лёжа', 'Приседания', 'Становая тяга', 'Подтягивания (широкий хват)')
  assert.equal(decodedText(encoded(russian, 'windows-1251')), russian)
})

test('UTF-8 and UTF-16 are recognized, with and without a byte order mark', () => {
  for (const text of [file('Bankdrücken', '🏋️'), file('ベンチプレス', 'スクワット'), file('تمرين')]) {
    assert.equal(decodedText(new TextEncoder().encode(text)), text)
    assert.equal(decodedText(new TextEncoder().encode(`\uFEFF${text}`)), text)
    for (const order of ['LE', 'BE'] as const) assert.equal(decodedText(wide(text, order))?.replace('\uFEFF', ''), text)
  }
  for (const order of ['LE', 'BE'] as const) assert.equal(decodedText(wide(file('Bankdrücken'), order, '')), file('Bankdrücken'))
})

test('a file whose letters are wrong in every known encoding is refused, never guessed', () => {
  // ベンチプレス and スクワット in Shift-JIS; プッシュ in EUC-JP; 卧推深蹲硬拉 in GBK.
  const shiftJis = [
    0x83, 0x78, 0x83, 0x93, 0x83, 0x60, 0x83, 0x76, 0x83, 0x8c, 0x83, 0x58, 0x2c, 0x83, 0x58, 0x83, 0x4e, 0x83, 0x8f, 0x83, 0x62, 0x83,
    0x67,
  ]
  const eucJp = [0xa5, 0xd7, 0xa5, 0xc3, 0xa5, 0xb7, 0xa5, 0xe5]
  const gbk = [0xce, 0xd4, 0xcd, 0xc6, 0xc9, 0xee, 0xb6, 0xd7, 0xd3, 0xb2, 0xc0, 0xad]
  for (const bytes of [shiftJis, eucJp, gbk]) assert.equal(decodedText(Uint8Array.from(bytes)), null)
})

test('any text in UTF-8 is read as it was written, whatever it contains', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const whole = `Date,Workout Name\n${text}`
      assert.equal(decodedText(new TextEncoder().encode(whole)), whole)
    }),
  )
})
