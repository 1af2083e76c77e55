import { expect, test } from 'vitest'
import { type MatchText, readMatchFacts } from '../../../core/domain/matching/match-facts.ts'
import { findDuplicates } from '../../../core/domain/record/duplicate-pair.ts'

const person = (wish: Partial<MatchText>): MatchText => ({
  fullName: 'Giàng A Trùng',
  birthDate: '17/05/1990',
  sex: 'Nam',
  idNumber: '',
  phone: '',
  province: 'Mẫu',
  district: '',
  commune: 'Xã Mẫu',
  ...wish,
})

const pairsOf = (people: Record<string, Partial<MatchText>>) => {
  const crowd = Array.from(
    { length: 300 },
    (_, at) =>
      [`z${at}`, { fullName: `Trần Văn Người${at}`, birthDate: `01/0${1 + (at % 9)}/19${50 + (at % 40)}` }] as const,
  )
  const records = [...Object.entries(people), ...crowd].map(([recordId, wish]) => {
    return { recordId, facts: readMatchFacts(person(wish)) }
  })
  return findDuplicates(records).filter(({ firstId }) => !firstId.startsWith('z'))
}

test('E08 one person under an old and a new number is one pair, and every field says how much it counts', () => {
  const [pair, ...more] = pairsOf({
    a: { idNumber: '024356789', phone: '0912000111' },
    b: { idNumber: '079090000360', phone: '0912000111' },
  })
  expect(more).toEqual([])
  expect(pair).toMatchObject({ firstId: 'a', secondId: 'b' })
  const parts = Object.fromEntries((pair?.parts ?? []).map(({ field, level }) => [field, level]))
  expect(parts).toMatchObject({ name: 'same', birth: 'same', phone: 'same', number: 'kinds_differ' })
  expect(pair?.parts.find(({ field }) => field === 'name')?.bits).toBeGreaterThan(3)
})

test('E08 twins and father and son are no pair', () => {
  expect(
    pairsOf({
      a: { fullName: 'Giàng A Minh', idNumber: '079090000360' },
      b: { fullName: 'Giàng A Ninh', idNumber: '079090000361' },
      c: { fullName: 'Giàng A Sùng', birthDate: '17/05/1960' },
      d: { fullName: 'Giàng A Sùng', birthDate: '17/05/1990' },
    }),
  ).toEqual([])
})
