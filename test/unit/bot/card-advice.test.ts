import { expect, test } from 'vitest'
import { HOUSE } from '../../support/dialogue-house.ts'
import { talk } from './talk.ts'

test('C03 a side without a code asks for the other side, and after two tries any photo is taken', () => {
  const after = (tries: number, kind: 'card_front' | 'card_back', label: string) => {
    const reading = { state: 'unread' as const, reason: 'no_code', kind, tries }
    const citizen = talk({
      attachPhoto: () => HOUSE.attachPhoto[0] as (typeof HOUSE.attachPhoto)[number],
      readCard: () => reading,
      ownReports: () => [],
    })
    citizen.photo()
    citizen.press('Đồng ý')
    return citizen.press(label).text
  }
  expect(after(1, 'card_front', 'Mặt trước CCCD')).toContain('bạn chụp mặt sau')
  expect(after(2, 'card_back', 'Mặt sau CCCD')).toContain('bạn chụp mặt trước')
  expect(after(3, 'card_front', 'Mặt trước CCCD')).toContain('ảnh đã được nhận')
})
