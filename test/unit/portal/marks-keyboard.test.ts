import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
// @ts-expect-error a script of the browser, without types
import { keyed } from '../../../portal/assets/marks.js'

/** Types one key after another, as the field does. */
function type(keys: string): string {
  let word = ''
  for (const key of keys) word = keyed(word, key) ?? word + key
  return word
}

test.each([
  ['Nguyeenx', 'Nguyễn'],
  ['Nguyeexn', 'Nguyễn'],
  ['Nguye6n4', 'Nguyễn'],
  ['Thij', 'Thị'],
  ['Hoaf', 'Hòa'],
  ['hoa2', 'hòa'],
  ['HoafN', 'HoàN'],
  ['Hoangf', 'Hoàng'],
  ['Dduwcs', 'Đức'],
  ['D9u7c1', 'Đức'],
  ['Huongw', 'Hương'],
  ['Dduowngf', 'Đường'],
  ['Quyeets', 'Quyết'],
  ['Giangf', 'Giàng'],
  ['HOAF', 'HÒA'],
  ['Anh', 'Anh'],
  ['Minh', 'Minh'],
  ['Hoafz', 'Hoa'],
])('C02 typing help: the keys %s write %s', (keys, word) => {
  expect(type(keys)).toBe(word)
})

test('A02 the typing help weighs at most 3 KB on the line', () => {
  const script = readFileSync(new URL('../../../portal/assets/marks.js', import.meta.url))
  expect(gzipSync(script).length).toBeLessThanOrEqual(3_000)
})
