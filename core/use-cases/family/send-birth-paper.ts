import { createHash } from 'node:crypto'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import { searchFacts } from '../../domain/citizen/own-record.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { BIRTH_PAPER_CONSENT } from '../../domain/family/birth-paper.ts'
import { isChild, MOST_MEMBERS } from '../../domain/family/member.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { BirthPaper } from '../../ports/birth-papers.ts'
import type { Tx } from '../../ports/store.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { photoObjection } from '../photo-objection.ts'
import { type Account, accountAt } from './account.ts'

export interface SendBirthPaper {
  address: string
  /** The child, as the certificate says. */
  claimant: Claimant
  bytes: Buffer
  consentVersion: string
}

const DAY = 86_400_000

export const birthPaperLabel = (id: string) => `birth-paper|${id}`

/**
 * A guardian sends the birth certificate of a child under 14 to the child's station (features A07). The answer is the same
 * whether or not there is such a child; sent twice, the same photo is one.
 */
export async function sendBirthPaper(app: App, command: SendBirthPaper): Promise<Outcome<null>> {
  if (command.consentVersion !== BIRTH_PAPER_CONSENT) return object('consent_needed')
  if (!isChild(command.claimant.birthDate, dayInVietNam(app.now()))) return object('not_a_child')
  const account = await app.store.transaction((tx) => maySend(app, tx, command.address))
  if (!account.ok) return account
  const taken = await app.photos.takeIn(command.bytes)
  if (!taken.ok) return photoObjection(taken.reason)
  const paper = await app.store.transaction((tx) => paperFor(app, tx, account.value, command, taken.jpeg))
  // Sealed first: a row without its file would be a photo nobody can look at.
  if (paper.wrappedKey)
    await app.files.put(paper.fileKey, app.vault.seal(paper.wrappedKey, taken.jpeg, birthPaperLabel(paper.id)))
  const isNew = await app.store.transaction((tx) => tx.birthPapers.insert(paper))
  if (!isNew) await app.files.remove(paper.fileKey)
  return done(null)
}

async function maySend(app: App, tx: Tx, address: string): Promise<Outcome<Account>> {
  const account = await accountAt(app, tx, address)
  if (!account) return object('not_proved')
  const may = await takeTurns(tx, [{ key: `birth-paper|phone|${account.phone}`, max: MOST_MEMBERS, windowMs: DAY }])
  if (!may.ok) return may
  const members = await tx.families.ofPhone(account.phone, app.now())
  return members.length >= MOST_MEMBERS ? object('family_full', { most: MOST_MEMBERS }) : done(account)
}

async function paperFor(
  app: App,
  tx: Tx,
  { address, phone }: Account,
  { claimant, consentVersion }: SendBirthPaper,
  jpeg: Buffer,
): Promise<BirthPaper> {
  const record = await recordOf(tx, claimant)
  const id = app.newId()
  const sha256 = createHash('sha256').update(jpeg).digest('hex')
  return {
    id,
    address,
    phone,
    claimant,
    personId: record?.id ?? null,
    unitId: record?.unitId ?? (await stationFor(tx)),
    dedupeKey: `${phone}|${sha256}`,
    fileKey: `birth-paper/${id}`,
    wrappedKey: app.vault.newWrappedKey(),
    textVersion: consentVersion,
    state: 'waiting',
    sentAt: app.now(),
    decidedBy: null,
    decidedAt: null,
  }
}

/** The one record with these facts; two are none. */
export async function recordOf(tx: Tx, claimant: Claimant): Promise<PlatformRecord | null> {
  const found = await tx.records.byNameBirthSex(searchFacts(claimant))
  return found.length === 1 ? (found[0] ?? null) : null
}

async function stationFor(tx: Tx): Promise<string> {
  const stations = (await tx.units.all()).filter((unit) => unit.kind === 'station')
  return stations.length === 1 && stations[0] ? stations[0].id : (await tx.units.fallback()).id
}
