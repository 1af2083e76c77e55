import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../../core/ports/app.ts'
import { applyImport, requestApply } from '../../../core/use-cases/imports/apply-import.ts'
import { readImport } from '../../../core/use-cases/imports/read-import.ts'
import { undoImport } from '../../../core/use-cases/imports/undo-import.ts'
import { uploadImport } from '../../../core/use-cases/imports/upload-import.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const HEADS = 'record_id,full_name,dob,gender,id_number'

async function upload(text: string): Promise<string> {
  const file = { officer: null, unitId: 'tyt-mau', fileName: 'a.csv', bytes: Buffer.from(text), rowsDeclared: null }
  const sent = await uploadImport(house.app, file)
  if (!sent.ok) throw new Error(sent.objection.code)
  return sent.value.importId
}

const run = (importId: string) => house.app.store.transaction((tx) => tx.imports.get(importId))

test('M01 a worker that is late with reading, beside the command line, does not take an applied import back', async () => {
  const importId = await upload(`${HEADS}\nS_LATE,Nguyễn Thị Thử,17/05/1990,Nữ,001190012345\n`)
  let goOn: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const slow: App = {
    ...house.app,
    recordSheets: {
      ...house.app.recordSheets,
      read: async (...file) => {
        const sheet = await house.app.recordSheets.read(...file)
        await held
        return sheet
      },
    },
  }
  const late = readImport(slow, { importId })
  await readImport(house.app, { importId })
  expect(await requestApply(house.app, { importId, officer: null })).toMatchObject({ ok: true })
  goOn()
  await late
  expect((await run(importId))?.state).toBe('applying')
  await applyImport(house.app, { importId })
  expect(await run(importId)).toMatchObject({ state: 'applied', rowsTotal: 1, totals: { rows: 1, added: 1 } })
})

test('a result list is neither applied nor taken back through the door of records', async () => {
  const importId = await upload(`${HEADS}\nS_OTHER,Nguyễn Thị Thử,17/05/1990,Nữ,001190012346\n`)
  await readImport(house.app, { importId })
  await house.db.updateTable('imports').set({ kind: 'results' }).where('id', '=', importId).execute()
  const refused = { ok: false, objection: { code: 'no_such_import' } }
  expect(await requestApply(house.app, { importId, officer: null })).toMatchObject(refused)
  await house.db.updateTable('imports').set({ state: 'applied' }).where('id', '=', importId).execute()
  expect(await undoImport(house.app, { importId })).toMatchObject(refused)
})

test('a file without the columns that are needed is refused by their names', async () => {
  const importId = await upload('a,b\n1,2\n')
  await readImport(house.app, { importId })
  expect((await run(importId))?.refusal).toMatch(/^columns_missing:.+,.+/)
})
