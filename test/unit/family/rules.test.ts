import { expect, test } from 'vitest'
import { accountOf, channelOf, partsOf, phoneAt, smsTo } from '../../../core/domain/contact/address.ts'
import { newSpokenCode, readSpokenCode, spokenCode } from '../../../core/domain/family/hand-over-code.ts'
import { isChild, lastBirthDateOfGrownUps } from '../../../core/domain/family/member.ts'
import { initialsOf, readSlipNumber } from '../../../core/domain/helper/helping.ts'

test.each([
  ['2012-11-17', true],
  ['2012-11-16', false],
  ['2012-11-15', false],
  ['', false],
])('A07 on 16/11/2026 somebody born on %s is a child: %s', (birthDate, child) => {
  expect(isChild(birthDate, '2026-11-16')).toBe(child)
})

test('A07 whoever was born on 29 February turns 14 at the latest on 1 March', () => {
  expect(isChild('2012-02-29', '2026-02-28')).toBe(true)
  expect(isChild('2012-02-29', '2026-03-01')).toBe(false)
  expect(lastBirthDateOfGrownUps('2026-11-16')).toBe('2012-11-16')
})

test('A07 A09 a spoken code is read with spaces, dashes and in any case, and nothing else is one', () => {
  const code = newSpokenCode(() => 0.5)
  expect(readSpokenCode(spokenCode(code).toLowerCase())).toBe(code)
  for (const text of ['', 'ABCD234', 'ABCD23456', 'ABCDI234', 'ABCD 0123', "ABCD'234"])
    expect(readSpokenCode(text)).toBeNull()
})

test.each([
  ['Nguyễn Thị Hoa', 'N.T.H.'],
  ['  đặng  ất ', 'Đ.Ấ.'],
  ['Y', 'Y.'],
])('A09 of the name %s the list keeps %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([
  [' gn-0012 ', 'GN-0012'],
  ['12/2026', '12/2026'],
  ['ab', null],
  ['<script>', null],
  ['A'.repeat(21), null],
])('A09 the slip number %s is read as %s', (text, number) => {
  expect(readSlipNumber(text)).toBe(number)
})

test('an address is cut in one place: channel, account, user', () => {
  expect(partsOf('telegram|77|123')).toEqual({ channel: 'telegram', account: '77', user: '123' })
  expect([channelOf('web|portal|x'), accountOf('zalo|oa|user')]).toEqual(['web', 'zalo|oa'])
  expect([phoneAt('zns|oa|+84912345678'), phoneAt(smsTo('+84912345678')), phoneAt('zalo|oa|1')]).toEqual([
    '+84912345678',
    '+84912345678',
    null,
  ])
})
