/** Does the work for every item, so many at once, and answers what came of each, in the order of the items. */
export async function atOnce(many, items, work) {
  const answers = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const at = next++
      answers[at] = await work(items[at])
    }
  }
  await Promise.all(Array.from({ length: many }, worker))
  return answers
}
