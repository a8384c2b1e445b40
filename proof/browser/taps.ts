import { openTodaysSession } from './lib/lifter.ts'
import { newKillablePhone } from './lib/phone.ts'
import { barbellPlan, planToday } from './lib/plans.ts'
import { startServer } from './lib/server.ts'
import { inWords, NOTHING, share, tap, watchTaps, type Tapped } from './lib/tapWatch.ts'
import { touchScreen } from './lib/touch.ts'

// The cost of a tap on ✓ in sessions of different sizes: touch on real Chromium, slowed down to a cheap phone.

/** Exercises per session: a short workout, a long one, and the maximum of a plan. */
const SESSIONS = [8, 30, 50]
const LONG = 30
const SETS = 4
const WARM_UP = 8
const PAINTED = 104
const PAINTED_GOAL_MS = 50
const INP = 60
const INP_GOAL = 1.5

const print = (line: string): boolean => process.stdout.write(`${line}\n`)
print(`${process.arch}, Node ${process.version}`)
for (const exercises of SESSIONS) {
  await inSession(exercises, 4, async (ticked, nothing) => {
    const taps: Tapped[] = []
    const idle: Tapped[] = []
    const count = Math.min(PAINTED, exercises * SETS - WARM_UP)
    // Alternating, so that both are measured on the same state of the machine.
    for (let at = 0; at < count; at++) {
      taps.push(await ticked())
      if (at % 2 === 0) idle.push(await nothing())
    }
    const rows = taps.map((one) => one.rows)
    print(
      `${exercises} exercises of ${SETS} sets, 4× throttle, ${count} taps, lift to ✓ on the screen: ${inWords(taps.map((one) => one.paintedMs))} (goal: p95 ≤ ${PAINTED_GOAL_MS} ms)`,
    )
    print(`of it until the ✓ is in the page: ${inWords(taps.map((one) => one.inPageMs))}`)
    print(`the least there is here, a button that does nothing: ${inWords(idle.map((one) => one.paintedMs))}`)
    print(`rows whose page changed, per tap: p50 ${share(rows, 0.5)}, max ${Math.max(...rows)} (the ticked one, and the one that is next)`)
  })
}
await inSession(LONG, 6, async (ticked, nothing) => {
  const taps: Tapped[] = []
  const idle: Tapped[] = []
  for (let at = 0; at < INP; at++) {
    taps.push(await ticked())
    idle.push(await nothing())
  }
  for (const [name, of] of [
    ['duration (INP)', (one: Tapped) => one.durationMs],
    ['delay', (one: Tapped) => one.delayMs],
  ] as const) {
    const ratio = share(taps.map(of), 0.95) / Math.max(1, share(idle.map(of), 0.95))
    print(
      `${name}, 6× throttle, ${INP} taps: ✓ ${inWords(taps.map(of))}; nothing ${inWords(idle.map(of))}; p95 ratio ${ratio.toFixed(2)} (goal: ≤ ${INP_GOAL})`,
    )
  }
})

type Tapping = () => Promise<Tapped>

/** A new session on a new phone, slowed down once it is open and warm. */
async function inSession(
  exercises: number,
  throttle: number,
  measure: (ticked: Tapping, nothing: Tapping) => Promise<void>,
): Promise<void> {
  const server = await startServer()
  const phone = await newKillablePhone()
  try {
    const { sets } = await planToday(server, barbellPlan(exercises, SETS))
    const page = await phone.start()
    await touchScreen(page)
    await openTodaysSession(page, server.origin)
    const browser = await page.context().newCDPSession(page)
    await watchTaps(page)
    const ids = sets.map(({ id }) => `set-check-${id}`)
    const ticked = () => tap(page, browser, ids.shift()!)
    // The first taps include what is compiled once.
    for (let at = 0; at < WARM_UP; at++) await ticked()
    await browser.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    await measure(ticked, () => tap(page, browser, NOTHING))
  } finally {
    await phone.discard()
    await server.stop()
  }
}
