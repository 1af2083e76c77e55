import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const LOCALES = new URL('../../../templates/locales/', import.meta.url)
const MARKED = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]|\p{Script=Latin}[\u0300-\u0323]/iu

/** Printed so on the Vietnamese slip, which the English sentence quotes; and the first words of each unit's own name. */
const QUOTED = new Set(['Mã trên phiếu', 'Trạm Y tế', 'Trạm Y tế xã', 'Công an xã'])

/** Whole sentences of the Vietnamese interface, cut at what is filled in. */
const SENTENCES = readdirSync(LOCALES)
  .filter((file) => file.endsWith('.vi.json'))
  .flatMap((file) => textsOf(JSON.parse(readFileSync(new URL(file, LOCALES), 'utf8'))))
  .flatMap((text) => text.split(/\{\w+\}/))
  .map((piece) => piece.trim())
  .filter((piece) => piece.length >= 8 && piece.includes(' ') && MARKED.test(piece) && !QUOTED.has(piece))

function textsOf(group: object): string[] {
  return Object.values(group).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))
}

/**
 * Vietnamese of our own on an English page: a sentence of the Vietnamese interface that no `lang` attribute announces.
 * Names of people, places and files are data and stay as they are (WCAG 3.1.2 leaves proper names alone).
 */
export async function vietnameseWords(page: Page): Promise<string[]> {
  if ((await page.getAttribute('html', 'lang')) !== 'en') return ['the page does not say that it is English']
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode
      if (parentElement && !parentElement.closest('script, style, [lang]:not(html)'))
        found.push(textContent?.trim() ?? '')
    }
    for (const one of document.querySelectorAll('[aria-label], [alt], [placeholder]'))
      for (const name of ['aria-label', 'alt', 'placeholder']) found.push(one.getAttribute(name) ?? '')
    return found
  })
  return texts.filter((text) => MARKED.test(text) && SENTENCES.some((sentence) => text.includes(sentence)))
}
