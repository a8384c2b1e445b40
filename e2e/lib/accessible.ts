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
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    // A name says in words what a symbol shows (“kilograms” for “kg”, “by 5 reps” for “×5”), and axe compares letters. Whole words must be in it.
    const isSpokenSymbol = (target: string): boolean => {
      const element = document.querySelector(target)!
      const name = (element.getAttribute('aria-label') ?? '').toLowerCase()
      return ((element as HTMLElement).innerText.toLowerCase().match(/\p{L}{3,}/gu) ?? []).every((word) => name.includes(word))
    }
    return violations.flatMap(({ id, help, nodes }) =>
      nodes
        .filter(({ target }) => id !== 'label-content-name-mismatch' || !isSpokenSymbol(String(target[0])))
        .map(({ target, html }) => `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}`),
    )
  })
}

/** Walks once around the page with Tab. Says which controls no Tab reaches, and which do not show that they have the focus. */
export async function tabProblems(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden="true"], [inert]')
    // Behind an open sheet nothing is reached, as it should be.
    const sheets = document.querySelectorAll('[aria-modal="true"]')
    const root = sheets[sheets.length - 1] ?? document
    const controls = [
      ...root.querySelectorAll(
        'button, a[href], input, textarea, [role=button], [role=checkbox], [role=radio], [role=switch], [role=tab], [role=link]',
      ),
    ]
    const open = controls.filter(
      (element) => isSeen(element) && element.getAttribute('aria-disabled') !== 'true' && !element.matches(':disabled'),
    )
    // What a pointer alone needs (the backdrop of a sheet) is out of the order on purpose.
    const inOrder = open.filter((element) => element.getAttribute('tabindex') !== '-1' || element.getAttribute('role') === 'radio')
    for (const [at, element] of inOrder.entries()) {
      element.setAttribute('data-tabbed', String(at))
      const { borderColor, borderWidth, backgroundColor, boxShadow } = getComputedStyle(element)
      element.setAttribute('data-untouched', [borderColor, borderWidth, backgroundColor, boxShadow].join())
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return inOrder.map((element) => element.getAttribute('data-testid') ?? element.getAttribute('aria-label') ?? element.textContent)
  })
  const reached = new Set<number>()
  const unseen: string[] = []
  for (let presses = 0; presses < wanted.length * 2 + 10 && reached.size < wanted.length; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const outline = (at: Element) => {
        const { outlineStyle, outlineWidth, borderColor, borderWidth, backgroundColor, boxShadow } = getComputedStyle(at)
        return {
          ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
          own: [borderColor, borderWidth, backgroundColor, boxShadow].join(),
        }
      }
      const { ring, own } = outline(element)
      const name = element.getAttribute('data-testid') ?? element.getAttribute('aria-label') ?? element.tagName
      return { at: Number(element.getAttribute('data-tabbed') ?? -1), name, ring, own, untouched: element.getAttribute('data-untouched') }
    })
    if (!focused) continue
    if (focused.at < 0 || reached.has(focused.at)) continue
    reached.add(focused.at)
    if (focused.ring) continue
    // Without a ring it must look another way than before.
    if (focused.own === focused.untouched) unseen.push(`${focused.name} does not show that it has the focus`)
  }
  return [...wanted.flatMap((name, at) => (reached.has(at) ? [] : [`no Tab reaches ${name}`])), ...unseen]
}

/** What does not fit: a page that scrolls sideways, text that is cut off or stands outside. */
export async function fitProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = []
    const { scrollWidth, clientWidth } = document.scrollingElement!
    if (scrollWidth > clientWidth) problems.push(`the page scrolls sideways: ${scrollWidth} in ${clientWidth}`)
    for (const element of document.querySelectorAll<HTMLElement>('#root *, [role=dialog] *')) {
      const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '')
      if (!ownText || !element.checkVisibility({ visibilityProperty: true })) continue
      const { left, right } = element.getBoundingClientRect()
      const words = element.textContent.slice(0, 40)
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden')
        problems.push(`“${words}” is cut off`)
      if (left < -1 || right > innerWidth + 1) problems.push(`“${words}” stands outside: ${Math.round(left)} to ${Math.round(right)}`)
    }
    return problems
  })
}

/** What moves by itself. */
export async function motionProblems(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => `something moves: ${(effect as KeyframeEffect | null)?.target?.outerHTML.slice(0, 120) ?? 'unknown'}`),
  )
}
