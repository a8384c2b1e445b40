import type { Cancel } from '@holdfast/journal'

/** Two notes, a fifth apart; a browser has no alert of its own. Hz and seconds. */
const NOTES = [
  { pitch: 660, at: 0 },
  { pitch: 990, at: 0.18 },
] as const
const NOTE_S = 0.35
const LOUDNESS = 0.25

/** A chime that could not sound for so long says nothing any more. */
const LATE_MS = 2_000

/** In one of these a browser sees that a person touches the page: only then it lets a page begin to sound. */
const TOUCHES = ['pointerup', 'touchend', 'keydown'] as const

let sounds: AudioContext | null = null

/** Sounds in the page. A browser that allows none before a touch, or has none, stays silent: the bar says it too. */
export function chime(): void {
  const askedMs = performance.now()
  awake(() => performance.now() - askedMs < LATE_MS && play())
}

/** Until it is cancelled, each touch wakes the sound: after a call or a locked screen the browser leaves it asleep. */
export function prepareChime(): Cancel {
  const wake = (): void => awake(() => undefined)
  for (const touch of TOUCHES) document.addEventListener(touch, wake, { capture: true, passive: true })
  return () => {
    for (const touch of TOUCHES) document.removeEventListener(touch, wake, { capture: true })
  }
}

/** Calls back once the page can sound: at once where it can already, never where the browser does not let it. */
function awake(then: () => void): void {
  if (typeof AudioContext === 'undefined') return
  if (sounds === null || sounds.state === 'closed') sounds = new AudioContext()
  if (sounds.state === 'running') then()
  else sounds.resume().then(then, () => undefined)
}

function play(): void {
  if (!sounds) return
  for (const { pitch, at } of NOTES) {
    const from = sounds.currentTime + at
    const note = new OscillatorNode(sounds, { frequency: pitch })
    const fade = new GainNode(sounds, { gain: LOUDNESS })
    fade.gain.exponentialRampToValueAtTime(0.001, from + NOTE_S)
    note.connect(fade).connect(sounds.destination)
    note.start(from)
    note.stop(from + NOTE_S)
  }
}
