import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const TEMPLATES = fileURLToPath(new URL('../../../templates/', import.meta.url))

/** Names, official terms and examples of typing that stay Vietnamese in English sentences. */
const STAYS_VIETNAMESE = [
  'Sổ Tiêm',
  'Gõ \\"Tiếng Việt\\" để dùng tiếng Việt.',
  'Tiếng Việt',
  'Nguyễn Thị Hoa',
  'Trần Văn An',
  'NĐ-CP',
  'Mã trên phiếu',
  'Sổ sức khỏe điện tử',
  'Import đối tượng tiêm COVID-19',
  'hòa',
  'Nam or Nữ',
]
const MARKED = /[\u0300-\u0323]|đ/iu

const hasMarks = (text: string) =>
  MARKED.test(STAYS_VIETNAMESE.reduce((rest, name) => rest.replaceAll(name, ''), text).normalize('NFD'))

test('B13 English is complete: no Vietnamese word is left in an English sentence, but names and official terms', () => {
  const left = readdirSync(`${TEMPLATES}locales`)
    .filter((file) => file.endsWith('.en.json'))
    .flatMap((file) => readFileSync(`${TEMPLATES}locales/${file}`, 'utf8').split('\n').filter(hasMarks))
  expect(left).toEqual([])
})

test('B13 no template holds words of its own: every sentence of a page comes from a language file', () => {
  const files = ['pages', 'partials', 'layouts'].flatMap((folder) =>
    readdirSync(`${TEMPLATES}${folder}`, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => `${one.parentPath}/${one.name}`),
  )
  const withWords = files.filter((file) => {
    const text = readFileSync(file, 'utf8').replace(/<(\w+)[^>]*\slang="vi"[^>]*>[\s\S]*?<\/div>/g, '')
    return hasMarks(text)
  })
  expect(withWords).toEqual([])
})

test('B13 English texts beside Vietnamese ones are English too: messages, chat and letters', () => {
  const left = ['chat', 'letters', 'notifications', 'ready-answers', 'sms'].flatMap((folder) =>
    readdirSync(`${TEMPLATES}${folder}`)
      .filter((file) => file.endsWith('.en.hbs') && hasMarks(readFileSync(`${TEMPLATES}${folder}/${file}`, 'utf8')))
      .map((file) => `${folder}/${file}`),
  )
  expect(left).toEqual([])
})
