/** A frozen tab keeps its lock. Others wait for it no longer than its own request may take. */
const WAIT_MS = 20_000

/** Runs a task under a Web Lock. Without locks (plain http), and when the holder does not end in time, the task runs at once. */
export async function oneTabAtATime<T>(name: string, task: () => Promise<T>): Promise<T> {
  const { locks } = navigator
  if (!locks) return await task()
  const started: Promise<T>[] = []
  const run = async (): Promise<void> => {
    const running = task()
    started.push(running)
    await running.catch(() => undefined)
  }
  // Rejects only when the lock was not granted in time.
  await locks.request(name, { signal: AbortSignal.timeout(WAIT_MS) }, run).catch(() => undefined)
  return await (started[0] ?? task())
}
