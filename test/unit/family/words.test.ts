import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { asGsm7, segmentsOf } from '../../../bot/sms/gsm7.ts'
import { createRenderer } from '../../../templates/render.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })

test.each(['vi', 'en'] as const)(
  'A09 the SMS that asks a citizen says what they agree to, in one SMS (%s)',
  (locale) => {
    const text = render.text('sms/helper-code', { code: '123456', minutes: 5 }, locale)
    expect(segmentsOf(asGsm7(text))).toBe(1)
    expect(text).toMatch(locale === 'vi' ? /ĐỒNG Ý/ : /AGREE/)
  },
)

test.each(['family-fourteen', 'helped-report'] as const)(
  'I06 the notice %s carries a code and a link, no name',
  (notice) => {
    for (const locale of ['vi', 'en'] as const) {
      const text = render.text(`notifications/${notice}`, { code: 'PA-7K3M-92AB', link: 'https://x/t' }, locale)
      expect(text).toContain('https://x/t')
      expect(text.length).toBeLessThan(200)
    }
  },
)
