/** What to say when storage refused something: what is still there, and what to do. */
export function notSavedWords({ why, setId }: { why: string; setId: string | null }): { title: string; body: string } {
  const cause = why === 'full' ? 'storage is full' : "storage can't be written right now"
  return setId
    ? { title: `This set isn't saved: ${cause}.`, body: 'Your numbers are still in the cells.' }
    : { title: `Your last change isn't saved: ${cause}.`, body: 'It is still on screen.' }
}
