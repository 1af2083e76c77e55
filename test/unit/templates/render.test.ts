import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createRenderer } from '../../../templates/render.ts'
import { bareFrame, greeting, templateFolder } from './template-folder.ts'

const withPage = (source: string, more: Record<string, string> = {}) =>
  createRenderer({ root: templateFolder({ ...greeting, 'pages/public/hello.hbs': source, ...more }) })
const shown = (source: string, view: object, more: Record<string, string> = {}) =>
  withPage(source, more).page('public/hello', view, 'vi', bareFrame)

test('every template of the house compiles', () => {
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  expect(render.names.pages).toContain('public/home')
})

describe('what a page says', () => {
  test('a name that looks like HTML is shown, not run', () => {
    expect(shown('<p>{{t "hello.title" name=name}} {{name}}</p>', { name: '<script>' })).toBe(
      '<p>Xin chào &lt;script&gt; &lt;script&gt;</p>',
    )
  })

  test('a state finds its sentence', () => {
    expect(shown('{{t "hello.state" state}}', { state: 'late' })).toBe('Quá hạn')
  })

  test('dates are written the Vietnamese way, in Viet Nam time', () => {
    const view = { day: '2021-08-05', instant: '2021-08-05T17:05:00Z', count: 73406707 }
    const source = '{{formatDate day}} | {{formatDate instant}} | {{formatDateTime instant}} | {{formatNumber count}}'
    expect(shown(source, view)).toBe('05/08/2021 | 06/08/2021 | 00:05, 06/08/2021 | 73.406.707')
  })

  test('a partial sees only what it is handed', () => {
    const partials = { 'partials/field.hbs': '{{#if hint}}{{hint}}{{/if}}[{{label}}]' }
    expect(shown('{{> field label=name}}', { name: 'Họ tên', hint: 'of the page' }, partials)).toBe('[Họ tên]')
  })

  test('a block keeps the view of its page', () => {
    const partials = { 'layouts/sheet.hbs': '<h1>{{title}}</h1>{{> @partial-block this}}' }
    expect(shown('{{#> sheet this title="Sổ"}}{{name}}{{/sheet}}', { name: 'Ánh' }, partials)).toBe('<h1>Sổ</h1>Ánh')
  })

  test('the form token and the paths come from the frame', () => {
    expect(shown('{{@frame.csrfToken}} {{@paths.public.home}}', {})).toBe('token /')
  })
})

describe('what a page may not leave open', () => {
  test('a field that the view lacks is a fault', () => {
    expect(() => shown('{{name}}', {})).toThrow('"name" not defined')
  })

  test('an inherited property is not a field', () => {
    expect(shown('[{{view.constructor}}]', { view: {} })).toBe('[]')
  })

  test.each([
    ['{{t "hello.unknown"}}', 'there is no sentence "hello.unknown"'],
    ['{{t "hello.title"}}', '"hello.title" needs "name"'],
    ['{{t "hello.title" name="x" age="y"}}', '"hello.title" does not use "age"'],
    ['{{t "hello.mood" mood}}', 'there is no group of sentences "hello.mood"'],
    ['{{> nowhere}}', 'there is no partial "nowhere"'],
    ['{{json view}}', 'there is no helper "json"'],
    ['{{#if (json view)}}x{{/if}}', 'there is no helper "json"'],
    ['{{log view}}', 'there is no helper "log"'],
    ['{{#if name}}', 'Parse error'],
  ])('%s stops the start', (source, fault) => {
    expect(() => withPage(source)).toThrow(fault)
  })

  test('a block without the view stops the start', () => {
    const partials = { 'layouts/sheet.hbs': '{{> @partial-block this}}' }
    expect(() => withPage('{{#> sheet}}x{{/sheet}}', partials)).toThrow('must be given the view')
  })

  test('all faults are told at once, each with its template', () => {
    const root = templateFolder({
      ...greeting,
      'pages/public/a.hbs': '{{t "hello.a"}}',
      'pages/public/b.hbs': '{{t "hello.b"}}',
    })
    expect(() => createRenderer({ root })).toThrow(/page public\/a: .*"hello\.a"\npage public\/b: .*"hello\.b"/)
  })
})

describe('messages', () => {
  const both = { 'notifications/told.vi.hbs': 'Mã: {{code}} & xong\n', 'notifications/told.en.hbs': 'Code: {{code}}\n' }

  test('a message is plain text in the language asked for', () => {
    const render = createRenderer({ root: templateFolder({ ...greeting, ...both }) })
    expect(render.text('notifications/told', { code: 'A<1' }, 'vi')).toBe('Mã: A<1 & xong')
    expect(render.text('notifications/told', { code: 'A<1' }, 'en')).toBe('Code: A<1')
  })

  test('a message in one language only stops the start', () => {
    const { 'notifications/told.vi.hbs': vi } = both
    const root = templateFolder({ ...greeting, 'notifications/told.vi.hbs': vi })
    expect(() => createRenderer({ root })).toThrow('The text "notifications/told" is missing in en.')
  })

  test('a message that does not say its language stops the start', () => {
    const root = templateFolder({ ...greeting, 'notifications/told.hbs': 'x' })
    expect(() => createRenderer({ root })).toThrow('does not say its language')
  })
})
