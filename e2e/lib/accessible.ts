import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong on the page as it stands: every rule it has, best practices too. One sentence each. */
export async function axeProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<AxeResults> } }
    const { violations } = await axe.run(document, { resultTypes: ['violations'], elementRef: true })
    // A name says in words what a symbol shows (“kilograms” for “kg”, “by 5 reps” for “×5”), and axe compares letters. Whole words must be in it.
    const isSpokenSymbol = (element: HTMLElement): boolean => {
      const name = (element.getAttribute('aria-label') ?? '').toLowerCase()
      return (element.innerText.toLowerCase().match(/\p{L}{3,}/gu) ?? []).every((word) => name.includes(word))
    }
    return violations.flatMap(({ id, help, nodes }) =>
      nodes
        .filter(({ element }) => id !== 'label-content-name-mismatch' || !isSpokenSymbol(element as HTMLElement))
        .map(({ target, html }) => `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}`),
    )
  })
}
