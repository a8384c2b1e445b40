import type { Page } from 'playwright-core'

/** What React rendered again since the last call: ids of set rows and names of exercises, one entry per render. */
export type Renders = { rows: string[]; exercises: string[] }

/**
 * Counts what React renders again, also in the built app, through the hook for React's developer tools; the app has no code for it. Call it
 * before the page is opened. The answer returns what was rendered since its last call.
 */
export async function countRenders(page: Page): Promise<() => Promise<Renders>> {
  await page.addInitScript(listen)
  return () => page.evaluate(() => (window as unknown as { drawn: { take(): Renders } }).drawn.take())
}

type Fiber = {
  alternate: Fiber | null
  child: Fiber | null
  sibling: Fiber | null
  flags: number
  memoizedProps: Record<string, unknown> | null
}

/** Runs in the page. Compares each fiber with its previous version, as React's developer tools do. */
function listen(): void {
  const PERFORMED_WORK = 1
  let drawn: Renders = { rows: [], exercises: [] }
  const note = ({ memoizedProps }: Fiber): void => {
    if (!memoizedProps) return
    if ('place' in memoizedProps && 'afterId' in memoizedProps) drawn.rows.push((memoizedProps['place'] as { setId: string }).setId)
    if ('exercise' in memoizedProps && 'afterIds' in memoizedProps)
      drawn.exercises.push((memoizedProps['exercise'] as { name: string }).name)
  }
  const compare = (now: Fiber, before: Fiber): void => {
    if ((now.flags & PERFORMED_WORK) !== 0) note(now)
    if (now.child === before.child) return
    for (let child = now.child; child; child = child.sibling) if (child.alternate) compare(child, child.alternate)
  }
  Object.assign(window, {
    drawn: {
      take: () => {
        const taken = drawn
        drawn = { rows: [], exercises: [] }
        return taken
      },
    },
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      onScheduleFiberRoot: () => {},
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
      onCommitFiberRoot: (_renderer: number, { current }: { current: Fiber }) => {
        if (current.alternate) compare(current, current.alternate)
      },
    },
  })
}
