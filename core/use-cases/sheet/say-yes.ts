import { provedPhone } from '../../domain/citizen/assurance.ts'
import { SHEET_CONSENT_VERSION } from '../../domain/consent/sheet-consent.ts'
import { messageOfToken } from '../../domain/contact/message-token.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { SheetPerson } from '../../domain/sheet/sheet-row.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { type RecordedReport, recordReport } from '../citizen/record-report.ts'
import { openPerson } from './sealed-person.ts'

interface Asked {
  address: string
  token: string
}

interface Waiting {
  rowId: string
  phone: string
  person: SheetPerson
}

/**
 * What somebody prepared for whoever holds this phone (features B10). Without a proof `not_proved`; another phone, an old
 * link and one that never was are all the same nothing.
 */
export async function preparedFor(app: App, asked: Asked): Promise<Outcome<SheetPerson>> {
  return app.store.transaction(async (tx) => {
    const waiting = await waitingRow(app, tx, asked)
    return waiting.ok ? done(waiting.value.person) : waiting
  })
}

/** The person's own yes makes the row a report; said twice it is one. */
export async function sayYes(
  app: App,
  { consentVersion, locale, ...asked }: Asked & { consentVersion: string; locale: 'vi' | 'en' },
): Promise<Outcome<RecordedReport>> {
  if (consentVersion !== SHEET_CONSENT_VERSION) return object('consent_needed')
  const waiting = await app.store.transaction((tx) => waitingRow(app, tx, asked))
  if (!waiting.ok) return waiting
  const { rowId, phone, person } = waiting.value
  const { fullName, birthDate, sex, idNumber, type, corrections, note } = person
  const recorded = await recordReport(app, {
    idempotencyKey: `sheet|${rowId}`,
    draftId: app.newId(),
    address: null,
    provedBy: asked.address,
    phone,
    locale,
    claimant: { fullName, birthDate, sex, idNumber, passportCountry: null },
    types: [type],
    changes: corrections,
    doses: [],
    note,
    consentVersion: SHEET_CONSENT_VERSION,
    personId: null,
  })
  if (!recorded.ok) return recorded
  await app.store.transaction(async (tx) => {
    const id = app.newId()
    const { address } = asked
    const consent = { id, address, reportId: recorded.value.reportId, textVersion: consentVersion, givenAt: app.now() }
    await tx.citizens.giveConsent(consent)
    await tx.household.settle(rowId, 'confirmed', app.now())
  })
  return recorded
}

/** The person's own no: the row is emptied at once, and the sender sees a count. */
export async function sayNo(app: App, asked: Asked): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const waiting = await waitingRow(app, tx, asked)
    if (!waiting.ok) return waiting
    await tx.household.settle(waiting.value.rowId, 'declined', app.now())
    return done(null)
  })
}

async function waitingRow(app: App, tx: Tx, { address, token }: Asked): Promise<Outcome<Waiting>> {
  const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
  if (!phone) return object('not_proved')
  const rowId = messageOfToken(token)
  const row = rowId ? await tx.household.lockRow(rowId, app.now()) : null
  if (!row?.sealed) return object('link_expired')
  const person = openPerson(app, row.id, row.sealed)
  // A slip of paper has no phone of its own: whoever holds it proves theirs.
  if (person.phone !== null && person.phone !== phone) return object('link_expired')
  return done({ rowId: row.id, phone, person })
}
