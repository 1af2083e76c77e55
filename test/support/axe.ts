import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Our pages have no frames: no second tab is needed to put together what was found. */
export const axeOn = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true)
