import { expect, test } from 'vitest'
import { talk } from '../bot/talk.ts'

/** Did this text, said at the menu, end the messages? */
function stops(text: string): boolean {
  const chat = talk({ stopMessages: () => ({ ok: true, value: null }), ownReports: () => [] })
  chat.hear({ kind: 'command', name: 'start', arg: null })
  chat.say(text)
  return chat.asked.some(({ name }) => name === 'stopMessages')
}

test('I10 "đúng" and the name Dung end nothing; DỪNG, DUNG, HUY TIN and STOP do', () => {
  expect(['đúng', 'Đúng', 'dung', 'Dung', 'Dũng'].filter(stops)).toEqual([])
  expect(['DỪNG', 'dừng', 'DUNG', 'HUY TIN', 'hủy tin', 'STOP', 'stop'].filter((text) => !stops(text))).toEqual([])
})
