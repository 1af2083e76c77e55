import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replay } from '../../../core/domain/exchange/record-story.ts'
import { deliverExports } from '../../../core/use-cases/exchange/deliver-exports.ts'
import { readPlatformBack } from '../../../core/use-cases/exchange/read-platform-back.ts'
import { tellRecordStory } from '../../../core/use-cases/exchange/tell-record-story.ts'
import { undoImport } from '../../../core/use-cases/imports/undo-import.ts'
import { httpPlatform } from '../../../platform/national/http-platform.ts'
import { type PracticePlatform, startPracticePlatform } from '../../fakes/platform/server.ts'
import { objectionOf, value } from '../chain/chain-house.ts'
import {
  confirmedPeople,
  DAY,
  importNow,
  openPlatformHouse,
  type PlatformHouse,
  recordsOf,
  sendOut,
  UNIT,
} from './platform-house.ts'

let house: PlatformHouse
let platform: PracticePlatform
beforeAll(async () => {
  house = await openPlatformHouse(6)
  platform = await startPracticePlatform(house.book)
})
afterAll(async () => {
  await platform.close()
  await house.close()
})

const PEOPLE = ['S-ke-1', 'S-ke-2', 'S-ke-3']
const text = (...values: string[]) => fc.constantFrom(...values)
const records = fc.record({
  kind: fc.constant('records' as const),
  who: text(...PEOPLE),
  name: text('Nguyễn Thị Hòa', 'NGUYỄN THỊ HOÀ', 'Trần Văn Bảo', "H'Mai Niê"),
  born: text('05/09/1964', '1964', '', '31/02/1964'),
  sex: text('Nữ', 'Nam', ''),
  number: text('', '079164401792', '79164401792'),
  phone: text('', '0912345678'),
})
const doses = fc.record({
  kind: fc.constant('doses' as const),
  who: text(...PEOPLE),
  dose: text('D-1', 'D-2', 'D-3'),
  vaccine: text('Pfizer', 'AstraZeneca'),
  date: text('01/08/2021', '', 'hôm qua'),
})
const others = fc.record({
  kind: text('undo', 'sign', 'drop') as fc.Arbitrary<'undo' | 'sign' | 'drop'>,
  who: text(...PEOPLE),
})
const steps = fc.array(fc.oneof(records, doses, others), { minLength: 4, maxLength: 8 })

test('G07 whatever happens to a record, replaying its history gives the record as it stands, letter by letter', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(steps, async (done) => {
      run += 1
      const imports: string[] = []
      for (const step of done) await take(step, run, imports)
      for (const who of PEOPLE) {
        const { replayed, real } = await bothOf(`${who}-${run}`)
        expect(replayed).toEqual(real)
      }
    }),
    { numRuns: 4 },
  )
}, 600_000)

async function take(
  step: { kind: string; who: string } & Partial<Record<string, string>>,
  run: number,
  imports: string[],
) {
  const recordId = `${step.who}-${run}`
  if (step.kind === 'records') {
    const line = [recordId, step.name, step.born, step.sex, step.number, step.phone].join(',')
    const heads = 'Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD,Số điện thoại'
    imports.push(await importNow(house, `${heads}\n${line}`, 'r.csv'))
  }
  if (step.kind === 'doses') {
    const line = [recordId, `${step.dose}-${run}`, '1', step.vaccine, step.date].join(',')
    imports.push(await importNow(house, `Mã đối tượng,Mã mũi tiêm,Mũi số,Loại vắc xin,Ngày tiêm\n${line}`, 'd.csv'))
  }
  const last = imports.at(-1)
  if (step.kind === 'undo' && last) await undoImport(house.app, { importId: last })
  const person = house.db.selectFrom('people').select('id').where('record_id', '=', recordId)
  if (step.kind === 'sign')
    await house.db
      .updateTable('people')
      .set({ signed_at: house.clock.now() })
      .where('record_id', '=', recordId)
      .execute()
  if (step.kind === 'drop') await house.db.deleteFrom('doses').where('person_id', '=', person).execute()
}

async function bothOf(recordId: string) {
  const person = house.db.selectFrom('people').select('id').where('record_id', '=', recordId)
  const id = (await person.executeTakeFirst())?.id
  if (!id) return { replayed: null, real: null }
  return house.app.store.transaction(async (tx) => ({
    replayed: replay(await tx.recordHistories.of(id)),
    real: await tx.recordHistories.current(id),
  }))
}

test('G07 one page answers why a number is what it is: value, who, when, evidence, list, file and row', async () => {
  const [person] = await confirmedPeople(house, 1)
  const app = house.through(httpPlatform({ url: platform.url, key: platform.key }))
  const sent = await sendOut(house)
  await deliverExports(app)
  house.clock.advance(DAY)
  await readPlatformBack(app)
  const officer = { ...house.clerk, fullName: 'Cán bộ', unitName: 'Trạm' }
  const story = value(await tellRecordStory(app, officer, person!.recordId))
  const number = story.fields.find(({ field }) => field === 'id_text')
  expect(number?.lines).toMatchObject([
    {
      value: house.book.truths.get(person!.recordId)?.idNumber,
      source: { kind: 'results', fileName: `${UNIT}-results.csv`, staffName: null },
      authority: {
        exportNumber: sent.number,
        rowNo: 1,
        policeList: 'DS-2026-0001',
        decidedBy: 'Cán bộ Thử police_officer',
        decidedUnit: 'Công an xã Mẫu',
      },
    },
    { value: null, source: { kind: 'records', fileName: 'doi-tuong.csv' }, authority: null },
  ])
  expect(story.doses).toHaveLength(2)
  const openings = house.db.selectFrom('audit').select('subject_id').where('action', '=', 'read_record_story')
  expect(await openings.execute()).toEqual([{ subject_id: person!.id }])
})

test('G07 the story of somebody else’s station is nobody’s business', async () => {
  const clerk = await house.staff({ role: 'clerk', unitId: 'ttyt-mau' })
  const [person] = await recordsOf(house, ['S00000001'])
  const officer = { ...clerk, fullName: 'Cán bộ', unitName: 'Khác' }
  expect(objectionOf(await tellRecordStory(house.app, officer, person!.recordId))).toBe('no_such_person')
})
