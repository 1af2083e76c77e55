import { expect, test } from 'vitest'
import { foldMarks } from '../../../core/domain/person/marks.ts'
import { guessAccents } from '../../../core/domain/thread/guess-accents.ts'

test.each([
  ['toi muon hoi mui tiem thu 3 cua toi', 'tôi muốn hỏi mũi tiêm thứ 3 của tôi'],
  ['Sao lau qua chua thay ai tra loi?', 'Sao lâu quá chưa thấy ai trả lời?'],
  ['TOI BI SAI NGAY SINH', 'TÔI BỊ SAI NGÀY SINH'],
])('E20 %s is read as %s', (bare, guess) => {
  expect(guessAccents(bare)).toBe(guess)
})

test('E20 a guess changes marks and nothing else: numbers, signs and line ends stay', () => {
  for (const text of [
    'toi sinh ngay 17/05/1990, so 001190000018\nxin sua giup toi',
    'ma PA-7K3M-92 cua toi den dau roi?',
  ])
    expect(foldMarks(guessAccents(text) ?? '')).toBe(text)
})

test('E20 a capitalised word inside a sentence may be a name, and no name is guessed', () => {
  expect(guessAccents('me toi la Nguyen Thi Hoa sinh nam 1960')).toBe('mẹ tôi là Nguyen Thi Hoa sinh năm 1960')
})

test.each([
  ['toi bị sai', 'it has marks'],
  ['I want to see my vaccination record please', 'it is English'],
  ['123 456', 'there are no words'],
  ['ok', 'one word says too little'],
  ['', 'nothing was said'],
])('E20 nothing is guessed for "%s": %s', (text) => {
  expect(guessAccents(text)).toBeNull()
})
