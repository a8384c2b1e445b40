/** A tab that is frozen keeps its lock. It is not waited for longer than a request of its own may take. */
const WAIT_MS = 20_000

/** Runs a task under a Web Lock. Where there are none (plain http), and where the holder does not end in time, it runs at once. */
export async function oneTabAtATime<T>(name: string, task: () => Promise<T>): Promise<T> {
  const { locks } = navigator
  if (!locks) return await task()
  const started: Promise<T>[] = []
  const run = async (): Promise<void> => {
    const running = task()
    started.push(running)
    await running.catch(() => undefined)
  }
  // It rejects only when the lock was not granted in time.
  await locks.request(name, { signal: AbortSignal.timeout(WAIT_MS) }, run).catch(() => undefined)
  return await (started[0] ?? task())
}
