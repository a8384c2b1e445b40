/** Every RPE: 6 to 10 in steps of 0.5. */
export const rpeChoices: readonly number[] = [6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10]

/** What an RPE feels like. */
export function rpeWords(rpe: number): string {
  if (rpe < 7) return 'easy'
  if (rpe < 8) return 'moderate'
  if (rpe < 10) return 'hard'
  return 'maximum'
}

/** An RPE as reps that were left: "Hard, 2 reps left". */
export function effortWords(rpe: number): string {
  const left = 10 - rpe
  const least = Math.floor(left)
  const reps = (amount: number) => (amount === 1 ? '1 rep' : `${amount} reps`)
  const words = left === 0 ? 'nothing left' : left === least ? `${reps(least)} left` : `${least} or ${reps(least + 1)} left`
  return `${rpeWords(rpe).replace(/^./, (letter) => letter.toUpperCase())}, ${words}`
}
