import { actionsFor } from '../../domain/lifecycle.ts'
import type { Report } from '../../domain/report/report.ts'
import { OPEN_REPORT_STATES, REPORT_LIFECYCLE } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { DeletionReceipt, Owner } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'
import { citizenAt } from '../citizen/owns-report.ts'
import { withdrawReport } from '../citizen/withdraw-report.ts'
import { reportsOf } from '../contact/own-cases.ts'
import { destroyOwnKeys, dropOwnUploads } from './destroy-own-photos.ts'

/**
 * Erases what the citizen gave us (features L05, domain 8.1): open reports are taken back, ended ones keep code, kind and
 * steps but no person, and photos, drafts, talk and contacts go. What the police or the Platform already hold is not ours to
 * call back and is counted as kept. Run again it erases what is left.
 */
export async function eraseData(app: App, owner: Owner): Promise<DeletionReceipt> {
  const { addresses, phone } = owner
  const uploads = await dropOwnUploads(app, addresses)
  const before = await app.store.transaction(async (tx) => ({
    // Before the names are gone nobody can tell any more whose they were.
    photos: await destroyOwnKeys(app, tx, owner),
    reports: await reportsOf(tx, owner),
  }))
  const withdrawn = await withdrawAll(app, before.reports, addresses[0] ?? '')
  return app.store.transaction(async (tx) => {
    const reports = await reportsOf(tx, owner)
    const kept = reports.filter(({ state }) => OPEN_REPORT_STATES.includes(state))
    const nameless = await Promise.all(reports.filter((one) => !kept.includes(one)).map((one) => forgetPerson(tx, one)))
    const drafts = await tx.personalData.draftsOf(addresses)
    for (const address of addresses) await tx.drafts.drop(address)
    await tx.personalData.withdrawConsents(addresses, app.now())
    return {
      photos: before.photos + uploads,
      reportsWithdrawn: withdrawn,
      // Those taken back a moment ago are told as taken back.
      reportsNameless: Math.max(0, nameless.filter(Boolean).length - withdrawn),
      reportsKept: kept.length,
      drafts: drafts.length,
      messages: await tx.personalData.forgetTalk(addresses, phone),
      contacts: await tx.personalData.forgetContacts(addresses, phone, app.now()),
    }
  })
}

/** Each in its own transaction, as if the citizen had pressed the button of each. */
async function withdrawAll(app: App, reports: readonly Report[], address: string): Promise<number> {
  let withdrawn = 0
  for (const { code, state } of reports) {
    if (!actionsFor(REPORT_LIFECYCLE, state, citizenAt(address).role).includes('withdraw')) continue
    if ((await withdrawReport(app, { code, address, answerShown: true })).ok) withdrawn += 1
  }
  return withdrawn
}

const NOBODY: Pick<Report, 'personId' | 'claimant' | 'changes' | 'doses' | 'note' | 'answer' | 'phone' | 'address'> = {
  personId: null,
  claimant: { fullName: '', birthDate: '', sex: 'female', idNumber: null, passportCountry: null },
  changes: [],
  doses: [],
  note: null,
  answer: null,
  phone: null,
  address: null,
}

/** What is left of an ended report: its code, its kind and its steps, which are the station's record of its own work. */
async function forgetPerson(tx: Tx, { id }: Report): Promise<boolean> {
  const report = await tx.reports.lock(id)
  if (!report || OPEN_REPORT_STATES.includes(report.state)) return false
  await tx.personalData.forgetTold(id)
  await tx.notes.forget(id)
  await tx.rechecks.forget(id)
  return tx.reports.save({ ...report, ...NOBODY })
}
