import type { Cancel } from '@holdfast/journal'

/** Two notes, a fifth apart, in Hz and seconds; a browser has no alert sound. */
const NOTES = [
  { pitch: 660, at: 0 },
  { pitch: 990, at: 0.18 },
] as const
const NOTE_S = 0.35
const LOUDNESS = 0.25

/** A chime that could not start within this time is not played. */
const LATE_MS = 2_000

/** A browser lets a page start sound only during one of these events. */
const TOUCHES = ['pointerup', 'touchend', 'keydown'] as const

let sounds: AudioContext | null = null

/** Sounds in the page. A browser that does not allow it before a touch, or has no audio, stays silent; the rest bar shows the end too. */
export function chime(): void {
  const askedMs = performance.now()
  awake(() => performance.now() - askedMs < LATE_MS && play())
}

/** Resumes sound at each touch, until it is cancelled: after a call or a locked screen the browser leaves it suspended. */
export function prepareChime(): Cancel {
  const wake = (): void => awake(() => undefined)
  for (const touch of TOUCHES) document.addEventListener(touch, wake, { capture: true, passive: true })
  return () => {
    for (const touch of TOUCHES) document.removeEventListener(touch, wake, { capture: true })
  }
}

/** Calls back once the page can sound: at once where it can already, never where the browser does not allow it. */
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
