import { expect, test } from 'vitest'
import { createRenderer } from '../../../templates/render.ts'
import { greeting, templateFolder } from './template-folder.ts'

const start = (files: Record<string, string>) => createRenderer({ root: templateFolder({ ...greeting, ...files }) })

test('a sentence is said in each language with its parameters', () => {
  const render = start({})
  expect(render.sentence('hello.title', 'vi', { name: 'Ánh' })).toBe('Xin chào Ánh')
  expect(render.sentence('hello.title', 'en', { name: 'Ánh' })).toBe('Hello Ánh')
  expect(() => render.sentence('hello.title', 'vi')).toThrow('needs "name"')
  expect(() => render.sentence('hello.nothing', 'vi')).toThrow('There is no sentence')
})

test.each([
  ['a key in one language', { 'locales/x.vi.json': '{"x":{"a":"A"}}' }, '"x.a" is missing in en.'],
  [
    'different parameters',
    { 'locales/x.vi.json': '{"x":{"a":"{due}"}}', 'locales/x.en.json': '{"x":{"a":"{date}"}}' },
    '"x.a" expects {due} in vi but {date} in en.',
  ],
  ['a stranger in the file', { 'locales/x.vi.json': '{"x":{},"hello":{}}' }, 'may only hold "x"'],
  ['a key said twice', { 'locales/x.vi.json': '{"x":{"a":"A","b":{"a":"{a}"},"a":"B"}}' }, 'says "a" twice'],
  ['a list', { 'locales/x.vi.json': '{"x":{"a":["A"]}}' }, 'neither a sentence nor a group'],
])('%s stops the start', (_what, files, fault) => {
  expect(() => start(files)).toThrow(fault)
})

test('a decomposed sentence is composed, so that fonts and searches find it', () => {
  const render = start({
    'locales/x.vi.json': `{"x":{"a":"${'Sổ Tiêm'.normalize('NFD')}"}}`,
    'locales/x.en.json': '{"x":{"a":"A"}}',
  })
  expect(render.sentence('x.a', 'vi')).toBe('Sổ Tiêm'.normalize('NFC'))
})
