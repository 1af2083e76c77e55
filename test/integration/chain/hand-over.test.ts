import { afterAll, beforeEach, expect, test } from 'vitest'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { returnedPaper } from '../../../core/use-cases/police/return-files.ts'
import { signReturn } from '../../../core/use-cases/police/sign-return.ts'
import {
  answeredList,
  type ChainHouse,
  MINUTES,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  SCAN,
  signedReturn,
  value,
  words,
} from './chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

const accept = (returnId: string, returnedFile: Buffer | null = null) =>
  acceptReturn(house.app, { officer: house.clerk, returnId, returnedFile, words })

async function drawnReturn() {
  await peopleWaiting(house, 2)
  const list = await answeredList(house, 2)
  return value(await drawUpReturn(house.app, { officer: house.police, listId: list.id }))
}

test('F06 signed hand-over: one changed character in the returned file stops the import', async () => {
  const drawn = await drawnReturn()
  const file = await returnedPaper(house.app, drawn)
  const changed = Buffer.from(file)
  changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 1
  const minutes = { method: 'minutes', minutes: MINUTES, scan: SCAN } as const
  const sign = (returnedFile: Buffer) =>
    signReturn(house.app, { officer: house.police, returnId: drawn.id, by: { ...minutes, returnedFile } })
  expect(objectionOf(await sign(changed))).toBe('file_changed')
  value(await sign(file))
  expect(objectionOf(await accept(drawn.id, changed))).toBe('file_changed')
  expect(await house.db.selectFrom('approved_changes').selectAll().execute()).toEqual([])
  expect(value(await accept(drawn.id, file))).toMatchObject({ confirmed: 2 })
})

test('F06 signed hand-over: an answer changed in the database after the signature stops the import', async () => {
  await peopleWaiting(house, 2)
  const list = await answeredList(house, 2)
  const returned = await signedReturn(house, list.id)
  await house.db.updateTable('police_rows').set({ note: 'thêm' }).where('row_no', '=', 1).execute()
  expect(objectionOf(await accept(returned.id))).toBe('file_changed')
  await house.db
    .updateTable('police_rows')
    .set({ note: null, id_number: '001190999999' })
    .where('row_no', '=', 1)
    .execute()
  expect(objectionOf(await accept(returned.id))).toBe('file_changed')
})

test('F06 signed hand-over: a soft certificate signs the exact bytes, and the station signs with another one', async () => {
  const drawn = await drawnReturn()
  const by = { method: 'certificate' } as const
  const signed = value(await signReturn(house.app, { officer: house.police, returnId: drawn.id, by }))
  expect(signed.signer?.serial).toBeTruthy()
  const other = Buffer.from(signed.signature ?? [])
  other[other.length - 1] = (other[other.length - 1] ?? 0) ^ 1
  await house.db.updateTable('police_returns').set({ signature: other }).execute()
  expect(objectionOf(await accept(drawn.id))).toBe('signature_bad')
  await house.db.updateTable('police_returns').set({ signature: signed.signature }).execute()
  expect(value(await accept(drawn.id))).toMatchObject({ confirmed: 2, stillOpen: 0 })
  const kept = await house.db.selectFrom('police_returns').selectAll().executeTakeFirstOrThrow()
  expect(kept.accepted_signature).not.toBeNull()
  expect(kept.accepted_signer).not.toEqual(kept.signer)
})

test('F06 signed hand-over: the officer who signed cannot accept, and a return is taken once', async () => {
  const drawn = await drawnReturn()
  const minutes = { method: 'minutes', minutes: MINUTES, scan: SCAN } as const
  const returnedFile = await returnedPaper(house.app, drawn)
  value(await signReturn(house.app, { officer: house.police, returnId: drawn.id, by: { ...minutes, returnedFile } }))
  await house.db.updateTable('police_returns').set({ signed_by: house.clerk.staffId }).execute()
  expect(objectionOf(await accept(drawn.id))).toBe('same_signer')
  await house.db.updateTable('police_returns').set({ signed_by: house.police.staffId }).execute()
  value(await accept(drawn.id))
  expect(objectionOf(await accept(drawn.id))).toBe('not_possible_now')
})

test('F06 signed hand-over: minutes without their scan or their number are incomplete', async () => {
  const drawn = await drawnReturn()
  const returnedFile = await returnedPaper(house.app, drawn)
  const sign = (by: object) =>
    signReturn(house.app, {
      officer: house.police,
      returnId: drawn.id,
      by: { method: 'minutes', minutes: MINUTES, returnedFile, scan: null, ...by },
    })
  expect(objectionOf(await sign({}))).toBe('minutes_incomplete')
  expect(objectionOf(await sign({ scan: SCAN, minutes: { ...MINUTES, number: ' ' } }))).toBe('minutes_incomplete')
})

test('F03 answer per person: an answer in a drawn-up return is frozen, another police unit does not see the list', async () => {
  const drawn = await drawnReturn()
  const answers = [{ rowNo: 1, answer: 'not_found' as const, wrongFields: [], note: null }]
  const again = await answerPoliceRows(house.app, { officer: house.police, listId: drawn.listId, answers })
  expect(objectionOf(again)).toBe('not_possible_now')
  const stranger = await house.staff({ role: 'police_officer', unitId: 'tyt-mau' })
  const foreign = await answerPoliceRows(house.app, { officer: stranger, listId: drawn.listId, answers })
  expect(objectionOf(foreign)).toBe('no_such_list')
})
