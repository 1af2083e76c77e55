import { readScannedCard, type ScannedCard, typesFromCard } from '../../domain/counter/scanned-card.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { foldName, readFullName } from '../../domain/person/full-name.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { ReportType } from '../../domain/report/report-type.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { recordsWithNumber } from '../same-person/whole-person.ts'

export interface CardAtCounter extends ScannedCard {
  /** The one record that fits, in the officer's scope; null: none, or several. */
  personId: string | null
  /** Where card and record differ. */
  types: ReportType[]
}

/** The card's QR as a scanner typed it, or a photo of the card, which is read and not kept (features E17). */
export async function scanCard(
  app: App,
  { officer, text, photo }: { officer: Officer; text: string; photo: Buffer | null },
): Promise<Outcome<CardAtCounter>> {
  if (!may(officer, 'work_at_counter')) return object('not_your_role')
  const scanned = photo ? await fromPhoto(app, photo) : done(readScannedCard(text))
  if (!scanned.ok) return scanned
  const found = scanned.value
  if (!found) return object('card_unreadable')
  return app.store.transaction(async (tx) => {
    const record = await recordOfCard(tx, officer, found)
    const subject = record
      ? { subjectKind: 'person', subjectId: record.id }
      : { subjectKind: 'unit', subjectId: officer.unitId }
    const detail = { by: photo ? 'card_photo' : 'card_scan' }
    await tx.audit.write({ staffId: officer.staffId, action: 'counter_search', ...subject, detail })
    return done({ ...found, personId: record?.id ?? null, types: typesFromCard(found, record) })
  })
}

async function fromPhoto(app: App, photo: Buffer): Promise<Outcome<ScannedCard | null>> {
  const taken = await app.photos.takeIn(photo)
  if (!taken.ok) return object('card_unreadable')
  const { card } = await app.photos.readCard(taken.jpeg)
  return done(card ? { card, nameSure: true } : null)
}

async function recordOfCard(tx: Tx, officer: Officer, { card }: ScannedCard): Promise<PlatformRecord | null> {
  const scope = await scopeFor(tx, officer)
  const numbers = [card.cccd, ...(card.cmnd ? [card.cmnd] : [])]
  const byNumber = (await Promise.all(numbers.map((number) => recordsWithNumber(tx, number)))).flat()
  const found = byNumber.length > 0 ? byNumber : await byName(tx, card)
  const near = new Map(found.filter(({ unitId }) => isInScope(scope, unitId)).map((record) => [record.id, record]))
  const [only, ...more] = near.values()
  return only && more.length === 0 ? only : null
}

async function byName(tx: Tx, { fullName, dob, gender }: ScannedCard['card']): Promise<PlatformRecord[]> {
  const name = fullName ? readFullName(fullName) : null
  return name ? tx.records.byNameBirthSex({ nameFolded: foldName(name), birthDate: dob, sex: gender }) : []
}
