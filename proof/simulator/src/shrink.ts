import type { Day } from './day.ts'
import { noRates, type FaultClass } from './faults.ts'

/**
 * The smallest day that still breaks, as far as leaving things out one after the other leads (delta debugging: A. Zeller and
 * R. Hildebrandt, 2002). `breaks` runs a day and says whether the same thing still goes wrong.
 */
export function shrinkDay(day: Day, breaks: (day: Day) => boolean): Day {
  let smallest = day
  for (;;) {
    const before = sizeOf(smallest)
    smallest = withFewer(smallest.acts, (acts) => ({ ...smallest, acts }), breaks, smallest)
    const rated = (Object.keys(smallest.rates) as FaultClass[]).filter((name) => smallest.rates[name] > 0)
    const withRates = (names: readonly FaultClass[]): Day => ({
      ...smallest,
      rates: { ...noRates, ...Object.fromEntries(names.map((name) => [name, day.rates[name]])) },
    })
    smallest = withFewer(rated, withRates, breaks, smallest)
    smallest = withFewer(smallest.deaths ?? [], (deaths) => ({ ...smallest, deaths }), breaks, smallest)
    smallest = withFewer(smallest.fates ?? [], (fates) => ({ ...smallest, fates }), breaks, smallest)
    for (let phone = smallest.phones.length - 1; phone >= 0 && smallest.phones.length > 1; phone--) {
      const one = withoutPhone(smallest, phone)
      if (breaks(one)) smallest = one
    }
    const alone = { ...smallest, twoAccounts: false }
    if (smallest.twoAccounts && breaks(alone)) smallest = alone
    if (sizeOf(smallest) === before) return smallest
  }
}

/** Leaves out halves, then quarters, down to single ones, as long as it still breaks. */
function withFewer<T>(all: readonly T[], dayOf: (some: readonly T[]) => Day, breaks: (day: Day) => boolean, whole: Day): Day {
  let kept = all
  let best = whole
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let from = 0; from < kept.length;) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)]
      const day = dayOf(fewer)
      if (breaks(day)) [kept, best] = [fewer, day]
      else from += size
    }
  }
  return best
}

function withoutPhone(day: Day, gone: number): Day {
  const moved = <T extends { phone: number }>(all: readonly T[]): T[] =>
    all.filter(({ phone }) => phone !== gone).map((one) => (one.phone > gone ? { ...one, phone: one.phone - 1 } : one))
  const phones = day.phones.filter((_, index) => index !== gone)
  return { ...day, phones, acts: moved(day.acts), ...(day.deaths ? { deaths: moved(day.deaths) } : {}) }
}

const sizeOf = ({ acts, rates, phones, deaths = [], fates = [], twoAccounts }: Day): number =>
  acts.length + Object.values(rates).filter((rate) => rate > 0).length + phones.length + deaths.length + fates.length + Number(twoAccounts)
