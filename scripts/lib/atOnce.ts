/** Does the work for every item, so many at once, and answers what came of each, in the order of the items. */
export async function atOnce<Item, Answer>(many: number, items: readonly Item[], work: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  const waiting = items.entries()
  const worker = async () => {
    for (const [at, item] of waiting) answers[at] = await work(item)
  }
  await Promise.all(Array.from({ length: many }, worker))
  return answers
}
