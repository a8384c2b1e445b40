/** Announces a text to a screen reader without moving its focus, through the live region in public/index.html. */
export function announce(words: string): void {
  const region = document.getElementById('announcer')
  if (!region) return
  // A live region does not announce the same text twice, so the second set of 5 × 100 would be silent.
  region.textContent = region.textContent === words ? `${words}\u00A0` : words
}
