/** What to say when storage refused something: what is still there, what to do, and in the storage's own words why. */
export function notSavedWords({ why, setId }: { why: string; setId: string | null }): { title: string; body: string } {
  const reason = why.trim().replace(/[.\s]+$/, '')
  const said = reason === '' ? '' : ` Storage says: ${reason}.`
  return setId
    ? {
        title: "This set isn't saved",
        body: `Your numbers are still in the cells. Free some space on this device, then tap ✓ again.${said}`,
      }
    : { title: "Your last change isn't saved", body: `It is still on screen. Free some space on this device, then do it again.${said}` }
}
