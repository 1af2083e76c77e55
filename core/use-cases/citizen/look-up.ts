import { POLICE_MATCH_DAYS, type Proof, provedPhone } from '../../domain/citizen/assurance.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import { doseView, type LookUpAnswer, recordView } from '../../domain/citizen/look-up-answer.ts'
import { chooseRecord, type SearchFacts, searchFacts } from '../../domain/citizen/own-record.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { OPEN_REPORT_STATES } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { lookUpBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'

/** Asked for when there is nobody, so that finding nobody is the same work as finding somebody (A05). */
const NOBODY = '00000000-0000-4000-8000-000000000000'
const DAY = 86_400_000

/**
 * A person's own record. Unknown person, other phone and a fact that disagrees are one answer after the same queries;
 * without a proved phone the queries run all the same and the objection is `not_proved`.
 */
export async function lookUp(
  app: App,
  command: { address: string; claimant: Claimant },
): Promise<Outcome<LookUpAnswer>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, lookUpBudgets(command.address))
    if (!may.ok) return may
    const proofs = await tx.citizens.proofsOf(command.address, app.now())
    const phone = provedPhone(proofs)
    const record = await ownRecord(tx, searchFacts(command.claimant), phone)
    const facts = await everythingAbout(app, tx, record?.id ?? NOBODY)
    if (!phone) return object('not_proved')
    if (!record) return done({ found: false })
    const level = facts.policeMatched ? 2 : 1
    await proveRecord(app, tx, proofs, { address: command.address, phone, personId: record.id, level })
    return done(answer(app, record, command.claimant, level, facts))
  })
}

async function ownRecord(tx: Tx, facts: SearchFacts, phone: string | null): Promise<PlatformRecord | null> {
  const byName = await tx.records.byNameBirthSex(facts)
  const byNumber = await tx.records.byIdNumber(facts.idNumber ?? '')
  return phone ? chooseRecord([...byName, ...byNumber], facts, phone) : null
}

interface Facts {
  doses: RecordedDose[]
  reports: Report[]
  policeMatched: boolean
  hasPassport: boolean
}

async function everythingAbout(app: App, tx: Tx, personId: string): Promise<Facts> {
  const since = new Date(app.now().getTime() - POLICE_MATCH_DAYS * DAY)
  return {
    doses: await tx.records.dosesOf(personId),
    reports: await tx.reports.ofPerson(personId),
    policeMatched: await tx.citizens.policeMatchedSince(personId, since),
    hasPassport: await tx.citizens.hasPassport(personId),
  }
}

/** The record stays open exactly as long as the phone is proved: looking again does not prove it longer. */
async function proveRecord(
  app: App,
  tx: Tx,
  proofs: readonly Proof[],
  proof: { address: string; phone: string; personId: string; level: 1 | 2 },
): Promise<void> {
  const held = proofs.find((one) => one.level >= 1 && one.phone === proof.phone)
  if (!held) return
  const asGood = (one: Proof) => one.level === proof.level && one.expiresAt >= held.expiresAt
  if (proofs.some((one) => one.personId === proof.personId && asGood(one))) return
  await tx.citizens.addProof({ id: app.newId(), ...proof, provedAt: held.provedAt, expiresAt: held.expiresAt })
}

function answer(app: App, record: PlatformRecord, claimant: Claimant, level: 1 | 2, facts: Facts): LookUpAnswer {
  const open = facts.reports.filter((report) => OPEN_REPORT_STATES.includes(report.state))
  const reported = new Set(open.flatMap((report) => report.doses.flatMap((dose) => dose.doseId ?? [])))
  const today = dayInVietNam(app.now())
  return {
    found: true,
    personId: record.id,
    level,
    record: recordView(record, claimant, level),
    doses: facts.doses.map((dose) => doseView(dose, level, reported, today)),
    passport: facts.hasPassport ? 'ready' : 'none',
    openReports: open.map(({ code, state }) => ({ code, state })),
  }
}
