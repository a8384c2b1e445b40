import type { SetType } from '@holdfast/contract'
import { plainText } from './plainText.ts'

/** What a cell says of its row: a kind of set, or that it is none. Null when it is a word nobody knows here. */
export type RowKind = SetType | 'rest' | 'note'

/** Every spelling of the apps, and what they write in other languages. A number, or nothing, is a working set. */
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

/** The kind of a row; `answers` are what a person said of words nobody knows here. */
export function rowKindOf(text: string, answers: Readonly<Record<string, SetType>> = {}): RowKind | null {
  const key = keyOf(text)
  if (/^\d*$/.test(key)) return 'working'
  return kinds.get(key) ?? kinds.get(key.replace(/^([wdf])\d+$/, '$1')) ?? answerFor(key, answers)
}

/** What was said of a word; a file may hold any, also the name of something that every object has. */
export function answerFor(key: string, answers: Readonly<Record<string, SetType>>): SetType | null {
  return Object.hasOwn(answers, key) ? (answers[key] ?? null) : null
}

/** How a kind is compared: "WARM_UP", "Warm-up" and "warmup" are one. */
export function kindKey(text: string): string {
  return keyOf(text)
}

function keyOf(text: string): string {
  return plainText(text).replace(/ /g, '')
}

/** Whether a kind nobody knows is a word, not a letter that stands for one. */
export function isWord(text: string): boolean {
  return keyOf(text).replace(/\d/g, '').length > 1
}
