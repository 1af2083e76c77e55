import { expect, test } from 'vitest'
import { foldMarks } from '../../../core/domain/person/marks.ts'
import { nameIdeas } from '../../../core/domain/person/name-ideas.ts'
import { GIVEN_NAMES, SURNAMES } from '../../../core/domain/person/name-syllables.ts'
import { isSyllable } from '../../../core/domain/person/syllable.ts'

test.each([
  ['Nguyen Thi Hoa', 'Nguyễn Thị Hòa'],
  ['nguyen van hung', 'Nguyễn Văn Hùng'],
  ['TRAN THI THU HUONG', 'Trần Thị Thu Hương'],
  ['Le Van Duc', 'Lê Văn Đức'],
  ['Pham Minh Tuan', 'Phạm Minh Tuấn'],
  ['Do Thi Thuy', 'Đỗ Thị Thúy'],
  ['Giang A Sung', 'Giàng A Sùng'],
])('C02 help with marks: %s is offered %s', (typed, meant) => {
  expect(nameIdeas(typed)).toContain(meant)
})

test('C02 help with marks: at most six ideas, all of the same letters, none for one word or a foreign name', () => {
  for (const typed of ['Nguyen Thi Hoa', 'Hoang Van Duong', 'Vu Thi Thuy Hang']) {
    const ideas = nameIdeas(typed)
    expect(ideas.length).toBeGreaterThan(0)
    expect(ideas.length).toBeLessThanOrEqual(6)
    expect(new Set(ideas.map((idea) => foldMarks(idea)))).toEqual(new Set([typed]))
  }
  for (const typed of ['Hoa', 'John Smith', '', '12345']) expect(nameIdeas(typed)).toEqual([])
})

test('C02 help with marks: words already marked stay as they are', () => {
  expect(nameIdeas('Nguyễn Thị Hoa Tuyet')).toContain('Nguyễn Thị Hoa Tuyết')
  expect(nameIdeas('Nguyen Thị Hòa').every((idea) => idea.endsWith('Thị Hòa'))).toBe(true)
})

test('every listed syllable is one', () => {
  const strange = `${SURNAMES} ${GIVEN_NAMES}`.split(/\s+/).filter((word) => !isSyllable(word))
  expect(strange).toEqual([])
})
