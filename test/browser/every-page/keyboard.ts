import type { Page } from 'playwright-core'

interface Stop {
  /** Place among all that can have the focus, in reading order. */
  order: number
  what: string
  isSeen: boolean
}

/**
 * Walks the page with the tab key alone, from the top to the end: what is skipped, out of order, without a visible focus,
 * or where the walk does not end.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  // What the page's script adds comes a moment after the page.
  await page.waitForFunction(() => !document.querySelector('[data-keep][hidden], [data-marks][hidden]'))
  const count = await numberStops(page)
  if (count === 0) return []
  const stops: Stop[] = []
  await page.evaluate(() => {
    window.scrollTo(0, 0)
    ;(document.activeElement as HTMLElement | null)?.blur()
    document.body.setAttribute('tabindex', '-1')
    document.body.focus()
  })
  for (let press = 0; press < count + 10; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (!stop) break
    stops.push(stop)
    if (stop.order === count - 1) break
  }
  const orders = stops.map(({ order }) => order)
  const faults = stops.filter(({ isSeen }) => !isSeen).map(({ what }) => `the focus is not seen on ${what}`)
  if (orders.some((order, index) => index > 0 && order < (orders[index - 1] ?? 0)))
    faults.push(`out of order: ${orders}`)
  if (orders.at(-1) !== count - 1)
    faults.push(`the walk ended at ${stops.at(-1)?.what ?? 'nothing'}, ${stops.length} of ${count}`)
  return faults
}

/** Numbers everything a keyboard can reach, as it stands in the page; of a group of radios only one stop counts. */
function numberStops(page: Page): Promise<number> {
  return page.evaluate(() => {
    const groups = new Set<string>()
    const stops = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], [tabindex="0"]',
      ),
    ]
      .filter((one) => one.checkVisibility() && one.tabIndex >= 0)
      .filter((one) => {
        if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
        if (groups.has(one.name)) return false
        groups.add(one.name)
        return true
      })
    for (const [index, stop] of stops.entries()) stop.dataset.stop = String(index)
    return stops.length
  })
}

function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement | null
    if (!one || one === document.body) return null
    const group =
      one instanceof HTMLInputElement && one.type === 'radio'
        ? document.querySelector<HTMLElement>(`[name="${one.name}"][data-stop]`)
        : one
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    const box = one.getBoundingClientRect()
    const inView = box.bottom > 0 && box.top < innerHeight && box.width > 0
    return {
      order: Number(group?.dataset.stop ?? -1),
      what: `${one.tagName} ${one.id || one.textContent?.trim().slice(0, 30)}`,
      isSeen: inView && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    }
  })
}
