import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { useCounterCode } from '../../../core/use-cases/citizen/use-counter-code.ts'
import { makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { statementsOf } from '../../support/count-queries.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { hoa } from '../citizen/citizen-builders.ts'
import { anOfficer, must } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

const address = () => `web|portal|${randomUUID()}`

async function aCode(): Promise<string> {
  const { id: personId } = await house.person()
  const seen = { officer: await anOfficer(house), personId, paper: 'citizen_card' as const, numberAgrees: true }
  return must(await makeCounterCode(house.app, seen)).code
}

/** One of each: never given, used, replaced by a newer one, older than a day, and no code at all. */
async function deadCodes(): Promise<string[]> {
  const [used, expired] = [await aCode(), await aCode()]
  must(await useCounterCode(house.app, { address: address(), code: used }))
  await house.db
    .updateTable('counter_codes')
    .set({ expires_at: house.clock.now() })
    .where('used_at', 'is', null)
    .execute()
  return ['22222222', used, expired, 'x', '0', '💉'.repeat(8)]
}

test('A05 A04 a wrong, used, old, unknown and unreadable code are one answer after the same statements', async () => {
  const answers = new Set<string>()
  const works = new Set<string>()
  for (const code of await deadCodes()) {
    const work = await statementsOf(async () => {
      answers.add(JSON.stringify(await useCounterCode(house.app, { address: address(), code })))
    })
    works.add(JSON.stringify(work))
  }
  expect([...answers]).toEqual(['{"ok":false,"objection":{"code":"counter_code_wrong"}}'])
  expect(works.size).toBe(1)
})

test('A05 A04 on the page a dead code is the same bytes, whatever was wrong with it', async () => {
  const pages = new Set<string>()
  for (const code of await deadCodes()) {
    const browser = portal.browser()
    const page = await browser.send(await browser.open('/tra-cuu/ma-tram'), { code })
    pages.add(`${page.status} ${page.html.replaceAll(/name="(?:_csrf|_page)" value="[^"]+"/g, '')}`)
  }
  expect(pages.size).toBe(1)
})

test('A05 A12 by passport unknown, wrong phone and wrong country are one answer after the same statements', async () => {
  const facts = { fullName: 'Ito Rin', birthDate: '1993-09-09', nationality: 'JP', idText: 'TR7654321' }
  await house.person({ ...facts, phone: '+84912000871' })
  const stranger = address()
  await provePhone(house.app, { phone: '+84912000872', address: stranger })
  const claims = fc.record({
    fullName: fc.constantFrom('Ito Rin', 'Ito R', 'Không Có Ai', ''),
    birthDate: fc.constantFrom('1993-09-09', '1993-09-10', ''),
    sex: fc.constantFrom('female' as const, 'male' as const),
    idNumber: fc.constantFrom('TR7654321', 'tr 765-4321', 'TR7654322', '001190000001', null),
    passportCountry: fc.constantFrom('JPN', 'KOR', 'VNM', '???', null),
  })
  const works = new Set<string>()
  await fc.assert(
    fc.asyncProperty(claims, async (claimant) => {
      await house.db.deleteFrom('rate_limits').execute()
      let answer = ''
      works.add(
        JSON.stringify(
          await statementsOf(async () => {
            answer = JSON.stringify(await lookUp(house.app, { address: stranger, claimant: { ...hoa, ...claimant } }))
          }),
        ),
      )
      expect(answer).toBe('{"ok":true,"value":{"found":false}}')
    }),
    { numRuns: 120 },
  )
  expect(works.size).toBe(1)
}, 300_000)
