import type { Locator, Page } from 'playwright-core'

/** Somebody who works with the keyboard alone, and whose focus must be seen at every stop. */
export interface Hands {
  /** Tabs forward until this has the focus; a stop whose focus is not seen, or a walk that never gets there, fails. */
  to(target: Locator): Promise<void>
  press(key: string): Promise<void>
  /** Presses a key that leads to another page, and waits for it. */
  go(key: string): Promise<void>
  type(text: string): Promise<void>
}

const MOST_STOPS = 160

export async function openHands(page: Page): Promise<Hands> {
  const session = await page.context().newCDPSession(page)
  const press = async (stroke: string) => {
    const key = stroke.replace('Alt+', '')
    if (key === stroke) return page.keyboard.press(key)
    // Access keys go by the letter, which Playwright leaves out.
    const event = { type: 'keyDown' as const, modifiers: 1, key, text: key, unmodifiedText: key }
    await session.send('Input.dispatchKeyEvent', event)
  }
  return {
    press,
    to: async (target) => {
      for (let stop = 0; stop < MOST_STOPS; stop += 1) {
        if (await target.evaluate((wanted) => wanted === document.activeElement)) return
        await page.keyboard.press('Tab')
        const unseen = await unseenFocus(page)
        if (unseen) throw new Error(`the focus is not seen on ${unseen}`)
      }
      throw new Error(`the keyboard does not get to ${target}`)
    },
    go: async (key) => {
      const left = page.waitForEvent('load')
      await press(key)
      await left
    },
    type: (text) => page.keyboard.type(text),
  }
}

/** What has the focus without showing it, or outside the window; null when all is well or nothing has it. */
function unseenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement | null
    if (!one || one === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    const box = one.getBoundingClientRect()
    const inView = box.bottom > 0 && box.top < innerHeight && box.width > 0
    const isSeen = inView && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    return isSeen ? null : `${one.tagName} ${one.id || one.textContent?.trim().slice(0, 40)} of ${location.pathname}`
  })
}
