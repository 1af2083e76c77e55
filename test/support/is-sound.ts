import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeOn } from './axe.ts'

/**
 * axe finds nothing on the page, whatever the impact, and nothing sticks out of its window. With SCREENSHOTS=folder a picture of it
 * is kept there under `name`.
 */
export async function isSound(page: Page, name = new URL(page.url()).pathname.replaceAll('/', '-')): Promise<void> {
  const { violations } = await axeOn(page).analyze()
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 200)}`)).toEqual([])
  const width = await page.evaluate(() => window.innerWidth)
  const widest = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(widest, `${name} sticks out`).toBeLessThanOrEqual(width)
  const folder = process.env.SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
}
