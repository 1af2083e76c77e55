import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import { tokenOfMessage } from '../../../core/domain/contact/message-token.ts'
import { makeUploadLink } from '../../../core/use-cases/channel-switch/upload-link.ts'
import { saveDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { type ChainHouse, newIdNumber, value } from '../../integration/chain/chain-house.ts'
import { aReport as aCommand } from '../../integration/citizen/citizen-builders.ts'
import { anOfficer, aReport } from '../../integration/desk/desk-house.ts'
import type { FormBrowser } from '../../support/form-browser.ts'
import { proveIn } from './prove-in.ts'

export interface CitizenRows {
  /** Codes of the citizen's own cases. */
  waiting: string
  asked: string
  refused: string
  notMeToken: string
  uploadToken: string
  personId: string
}

export const PHONE = '+84912345678'

/** Lý Thị Mẫu, who has proved who she is: a record with doses, a passport, a half-written report and cases in four states. */
export async function citizenRows(house: ChainHouse, browser: FormBrowser): Promise<CitizenRows> {
  const doses = [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }]
  const right = { class: 'right', matchResult: 'right' } as const
  const person = await house.person({
    fullName: 'Lý Thị Mẫu',
    idNumber: newIdNumber(901),
    phone: PHONE,
    doses,
    ...right,
  })
  const address = await proveIn(house, browser, PHONE, person.id)
  await passportFor(house, person.id)
  const claimant = {
    fullName: 'Lý Thị Mẫu',
    birthDate: '1990-05-17',
    sex: 'female',
    idNumber: null,
    passportCountry: null,
  } as const
  const own = { claimant, phone: PHONE, personId: person.id }
  const told = value(
    await recordReport(house.app, await aCommand(house, { address: null, provedBy: address, phone: PHONE, claimant })),
  )
  const message = await house.db
    .selectFrom('outbox')
    .select('id')
    .where('report_id', '=', told.reportId)
    .executeTakeFirstOrThrow()
  await saveDraft(house.app, {
    address,
    body: {
      ...EMPTY_DRAFT,
      types: ['WRONG_NAME', 'WRONG_DATE', 'OTHER'],
      claimant,
      phone: PHONE,
      personId: person.id,
      corrections: [{ field: 'fullName', correct: 'Lý Thị Mẩu', source: 'typed' }],
      note: 'Tên trên giấy của tôi là Mẩu.',
    },
  })
  return {
    waiting: told.code,
    asked: await decided(house, await aReport(house, own), 'ask'),
    refused: await decided(house, await aReport(house, own), 'refuse'),
    notMeToken: tokenOfMessage(message.id),
    personId: person.id,
    uploadToken: await house.app.store.transaction((tx) => makeUploadLink(house.app, tx, 'zalo|oa|1')),
  }
}

async function passportFor(house: ChainHouse, personId: string): Promise<void> {
  value(await signRecords(house.app, { officer: house.head, personIds: [personId] }))
  const { id } = await house.db.selectFrom('signed_records').select('id').executeTakeFirstOrThrow()
  await issuePassport(house.app, { signedRecordId: id })
}

async function decided(house: ChainHouse, { code }: { code: string }, how: 'ask' | 'refuse'): Promise<string> {
  const officer = await anOfficer(house)
  value(await decide(house.app, { officer, code, version: 1, decision: DECISIONS[how] }))
  return code
}

const DECISIONS: Record<'ask' | 'refuse', Decision> = {
  ask: { action: 'ask_citizen', wanted: ['card_photo', 'full_name'], why: 'missing', sentence: null },
  refuse: { action: 'refuse', reasons: ['NAME_CONFLICT', 'PHOTO_BLURRED'], sentence: null },
}
