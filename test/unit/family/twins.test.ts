import { expect, test } from 'vitest'
import { chooseRecord, searchFacts } from '../../../core/domain/citizen/own-record.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'

const twin = (id: string, fullName: string, phone: string | null = null) =>
  ({
    id,
    fullName,
    birthDate: '2016-05-06',
    sex: 'male',
    phone,
    idNumber: null,
    idText: '',
    nationality: 'VN',
  }) as PlatformRecord

const alone = { otherNumbers: () => [], standsFor: (id: string) => id }
const facts = (fullName: string) =>
  searchFacts({ fullName, birthDate: '2016-05-06', sex: 'male', idNumber: null, passportCountry: null })

test('A07 of two twins whose papers the counter has seen, the one whose name is typed opens', () => {
  const twins = [twin('an', 'Phạm Văn An'), twin('anh', 'Phạm Văn Anh')]
  const ways = {
    phone: null,
    seen: new Map([
      ['an', 2 as const],
      ['anh', 2 as const],
    ]),
    confirmed: new Set<string>(),
  }
  expect(chooseRecord(twins, facts('Phạm Văn An'), ways, alone)).toBe('an')
  expect(chooseRecord(twins, facts('Phạm Văn Anh'), ways, alone)).toBe('anh')
  expect(chooseRecord(twins, facts('Phạm Văn Ba'), ways, alone)).toBeNull()
})

test('A07 a twin by the phone is found although the paper of the other has been seen', () => {
  const twins = [twin('an', 'Phạm Văn An'), twin('anh', 'Phạm Văn Anh', '+84912345678')]
  const ways = { phone: '+84912345678', seen: new Map([['an', 1 as const]]), confirmed: new Set<string>() }
  expect(chooseRecord(twins, facts('Phạm Văn Anh'), ways, alone)).toBe('anh')
})
