import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The problems axe finds on the current page with all its rules, best practices included. One sentence each. */
export async function axeProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<AxeResults> } }
    const { violations } = await axe.run(document, { resultTypes: ['violations'], elementRef: true })
    // A label spells out what a symbol shows (“kilograms” for “kg”, “by 5 reps” for “×5”), but axe compares letters. Whole words must be in
    // the label.
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

type Focus = { name: string; isNew: boolean; isShown: boolean }

/**
 * Walks once around the page with Tab, and back with Shift+Tab, for what comes before a control that becomes active on the way. Answers
 * which controls neither reaches, and which do not show the focus.
 */
export async function tabProblems(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const nameOf = (element: Element): string =>
      element.getAttribute('data-testid') ?? element.getAttribute('aria-label') ?? element.textContent
    const lookOf = (element: Element): string => {
      const { outlineStyle, outlineWidth, borderColor, borderWidth, boxShadow } = getComputedStyle(element)
      return [outlineStyle === 'none' ? 'no outline' : outlineStyle, outlineWidth, borderColor, borderWidth, boxShadow].join()
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    // Behind an open sheet nothing can be reached, which is right.
    const root = [...document.querySelectorAll('[aria-modal="true"]')].at(-1) ?? document
    const controls =
      'button, a[href], input, textarea, [role=button], [role=checkbox], [role=radio], [role=switch], [role=tab], [role=link]'
    // What only a pointer needs (the backdrop of a sheet) is left out of the Tab order on purpose.
    const found = [...root.querySelectorAll(controls)].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.closest('[aria-hidden="true"], [inert]') &&
        !element.matches(':disabled, [aria-disabled="true"], [tabindex="-1"]'),
    )
    const looks = new Map(found.map((element) => [nameOf(element), lookOf(element)]))
    const visited = new WeakSet<Element>()
    Object.assign(window, {
      seeFocus() {
        const element = document.activeElement
        if (!element || element === document.body) return null
        const isNew = !visited.has(element)
        visited.add(element)
        const [look, name] = [lookOf(element), nameOf(element)]
        // A control that appeared during the walk shows its focus by its own ring.
        const isShown = look !== (looks.get(name) ?? look) || !look.startsWith('no outline')
        return { name, isNew, isShown }
      },
    })
    return found.map(nameOf)
  })
  const reached: string[] = []
  const unseen: string[] = []
  const press = async (key: string): Promise<Focus | null> => {
    await page.keyboard.press(key)
    const focus = await page.evaluate(() => (window as unknown as { seeFocus(): Focus | null }).seeFocus())
    if (focus?.isNew) reached.push(focus.name)
    if (focus?.isNew && !focus.isShown) unseen.push(`${focus.name} does not show that it has the focus`)
    return focus
  }
  for (let presses = 0; presses < wanted.length * 2 + 20; presses++) {
    const focus = await press('Tab')
    if (focus && !focus.isNew) break
  }
  // Several controls may share a name, and one that is rendered again during the walk is reached twice.
  const times = (names: readonly string[], name: string) => names.filter((other) => other === name).length
  const missed = () => [...new Set(wanted)].filter((name) => times(reached, name) < times(wanted, name))
  // On the way back each number may have its own keys before it.
  for (let presses = 0; missed().length > 0 && presses < wanted.length * 4; presses++) await press('Shift+Tab')
  return [...missed().map((name) => `no Tab reaches ${name}`), ...unseen]
}

/** What does not fit: a page that scrolls sideways, text that is cut off or outside the window. */
export async function fitProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = []
    // Content that is off screen keeps the layout of the earlier width until it is visible: here everything is laid out.
    const inSight = document.createElement('style')
    inSight.textContent = '* { content-visibility: visible !important }'
    document.head.append(inSight)
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
    inSight.remove()
    return problems
  })
}

/** What is animated. */
export async function motionProblems(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => `something moves: ${(effect as KeyframeEffect | null)?.target?.outerHTML.slice(0, 120) ?? 'unknown'}`),
  )
}
