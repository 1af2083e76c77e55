import { expect, test } from 'vitest'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { readFullName } from '../../../core/domain/person/full-name.ts'
import { suggestErrors } from '../../../core/domain/person/likely-error.ts'
import { readSex } from '../../../core/domain/person/sex.ts'

type Text = { id?: string; birth?: string; name?: string; sex?: string }
const facts = ({ id = '079164401792', birth = '05/09/1964', name = 'Nguyễn Thị Hoà', sex = 'Nữ' }: Text = {}) => ({
  idText: id,
  birthDate: readBirthDate(birth),
  fullName: readFullName(name),
  sex: readSex(sex),
})
const first = (record: Text, statement: Text = {}) => suggestErrors(facts(record), facts(statement))[0] ?? null

test.each([
  [{ id: '' }, 'id_missing', 'record', 'form'],
  [{ id: '79164401792' }, 'id_lost_zero', 'record', 'form'],
  [{ id: '079164407192' }, 'id_digits_exchanged', 'unknown', null],
  [{ id: '079064401792' }, 'id_one_digit', 'record', 'id_digits'],
  [{ id: '001070555555' }, 'id_other_person', 'record', 'id_digits'],
  [{ id: '012345670' }, 'id_old_number', 'unknown', null],
  [{ birth: '09/05/1964' }, 'birth_swapped', 'unknown', null],
  [{ birth: '01/01/1964' }, 'birth_day_unknown', 'record', 'default_day'],
  [{ birth: '05/09/1974' }, 'birth_year_near', 'record', 'id_digits'],
  [{ birth: '08/09/1964' }, 'birth_digit', 'unknown', null],
  [{ name: 'NGUYEN THI HOA' }, 'name_unaccented', 'record', 'marks'],
  [{ name: 'Nguyễn Thị Hoá' }, 'name_marks', 'unknown', null],
  [{ name: 'Nguyễn Hoà' }, 'name_part_missing', 'record', 'length'],
  [{ name: 'Hoà Nguyễn Thị' }, 'name_order', 'unknown', null],
  [{ sex: 'Nam' }, 'sex_different', 'record', 'id_digits'],
] as const)(
  'E16 likely error: a record with %o is said to have %s, wrong on the side %s because of %s',
  (record, kind, side, because) => {
    expect(first(record)).toMatchObject({ kind, side, because })
  },
)

test('E16 a number that both sides give says which of two years is wrong', () => {
  expect(first({}, { birth: '05/09/1974' })).toMatchObject({
    kind: 'birth_year_near',
    side: 'statement',
    because: 'id_digits',
  })
})

test('E16 the surest error comes first, and a name typed without marks by the person is no error of the record', () => {
  expect(first({ birth: '01/01/1964' }, { name: 'nguyen thi hoa' })).toMatchObject({ field: 'birthDate' })
  expect(suggestErrors(facts(), facts())).toEqual([])
  expect(suggestErrors(facts({ name: 'NGUYỄN THỊ HÒA' }), facts())).toEqual([])
})
