import { isAct, type Day } from '../day.ts'
import { noRates } from '../faults.ts'

/** A day from a file, as the shrinker prints it. What is wrong with it is thrown as a sentence. */
export function readDay(text: string): Day {
  const read = JSON.parse(text) as Partial<Day>
  const { seed, phones = [], acts = [], rates = {}, healsAtMs } = read
  if (typeof seed !== 'number') throw new Error('The day has no seed.')
  if (typeof healsAtMs !== 'number') throw new Error('The day does not say when everything works again (healsAtMs).')
  if (phones.length === 0) throw new Error('The day has no phone.')
  const unknown = Object.keys(rates).find((name) => !(name in noRates))
  if (unknown !== undefined) throw new Error(`There is no fault “${unknown}”.`)
  for (const act of acts) {
    if (!isAct(act)) throw new Error(`Nobody can do this: ${JSON.stringify(act)}`)
    if (!phones[act.phone]) throw new Error(`There is no phone ${act.phone}.`)
  }
  return { ...read, seed, phones, acts, healsAtMs, twoAccounts: read.twoAccounts ?? false, rates: { ...noRates, ...rates } }
}
