/** Says something to a screen reader without moving its focus, through the live region in public/index.html. */
export function announce(words: string): void {
  const region = document.getElementById('announcer')
  if (!region) return
  // The same words twice are no change to a live region, so the second set of 5 × 100 would stay silent.
  region.textContent = region.textContent === words ? `${words}\u00A0` : words
}
