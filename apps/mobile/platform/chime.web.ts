/** Two notes, a fifth apart; a browser has no alert of its own. Hz and seconds. */
const NOTES = [
  { pitch: 660, at: 0 },
  { pitch: 990, at: 0.18 },
] as const
const NOTE_S = 0.35
const LOUDNESS = 0.25

let sounds: AudioContext | null = null

/** Sounds in the page. A browser that allows none before a touch, or has none, stays silent: the bar says it too. */
export function chime(): void {
  if (typeof AudioContext === 'undefined') return
  sounds ??= new AudioContext()
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
