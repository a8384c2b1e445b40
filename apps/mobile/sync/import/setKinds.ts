import type { SetType } from '@holdfast/contract'
import { plainText } from './plainText.ts'

/** What a row is: a kind of set, a rest or a note. */
export type RowKind = SetType | 'rest' | 'note'

/** The spellings of the apps, in several languages. A number, or nothing, is a working set. */
const spellings: Readonly<Record<RowKind, string>> = {
  warmup: `W, warmup, warm up, warm-up set, aufwärmen, aufwärmsatz, échauffement, calentamiento, aquecimento, riscaldamento, opwarming, uppvärmning,
    oppvarming, opvarmning, lämmittely, rozgrzewka, zahřívací, zahřátí, rozcvička, bemelegítés, încălzire, разминка, разогрев, розминка, ısınma,
    ウォームアップ, 热身, 熱身, 워밍업, 웜업`,
  working: `N, normal, working, work, working set, regular, standard, arbeitssatz, normale`,
  drop: `D, drop, dropset, drop set, dropsatz, dégressif, dégressive, série dégressive, descendente, serie descendente, ドロップ, ドロップセット, 递减,
    递减组, 遞減, 遞減組, 드롭, 드롭 세트, 드롭세트, дроп, дроп сет, дропсет`,
  failure: `F, fail, failure, to failure, failed, versagen, muskelversagen, échec, fallo, al fallo, falha, até a falha, cedimento, falen, haveri,
    upadek, selhání, отказ, до отказа, відмова, tükeniş, 失败, 力竭, 失敗, 限界, 실패`,
  rest: `rest timer, rest, ruhezeit, ruhezeit timer, pausentimer, minuteur de repos, temporizador de descanso, temporizador de descanso,
    timer di riposo, rusttimer, таймер отдыха`,
  note: `note, notiz, remarque, nota`,
}

const kinds = new Map(
  Object.entries(spellings).flatMap(([kind, all]) => all.split(',').map((word) => [keyOf(word), kind as RowKind] as const)),
)

/** The kind of a row; null for an unknown word. `answers` are a person's answers about unknown words. */
export function rowKindOf(text: string, answers: Readonly<Record<string, SetType>> = {}): RowKind | null {
  const key = keyOf(text)
  if (/^\d*$/.test(key)) return 'working'
  return kinds.get(key) ?? kinds.get(key.replace(/^([wdf])\d+$/, '$1')) ?? answerFor(key, answers)
}

/** The answer about a word, or null. A file may contain any word, also the name of a property that every object has. */
export function answerFor(key: string, answers: Readonly<Record<string, SetType>>): SetType | null {
  return Object.hasOwn(answers, key) ? (answers[key] ?? null) : null
}

/** A kind for comparison: "WARM_UP", "Warm-up" and "warmup" are equal. */
export function kindKey(text: string): string {
  return keyOf(text)
}

function keyOf(text: string): string {
  return plainText(text).replace(/ /g, '')
}

/** Whether an unknown kind is a word, not a single letter. */
export function isWord(text: string): boolean {
  return keyOf(text).replace(/\d/g, '').length > 1
}
