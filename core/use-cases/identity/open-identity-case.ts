import type { IdentityClass } from '../../domain/exchange/export-kind.ts'
import type { LegalFacts } from '../../domain/exchange/frozen-list.ts'
import { sameValue } from '../../domain/exchange/snapshot.ts'
import type { IdentityCaseState } from '../../domain/identity-case/identity-case-lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { RecordClass } from '../../domain/person/record-class.ts'
import { isForeignNumber } from '../../domain/police-list/foreign-number.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { IDENTITY_FIELDS } from '../../domain/report/report-type.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { IdentityCase } from '../../ports/identity-cases.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from './move-identity-case.ts'

export interface OpenIdentityCase {
  report: Pick<Report, 'id' | 'personId'>
  /** The four fields as the station has checked them against the paper. */
  proposed: LegalFacts
  actor: Actor
}

/**
 * Opens the person's identity case or joins the open one (2262 step 1); for the transaction that sends a report to the police.
 * Objects `foreigner_on_police_list`, `no_such_person` (the report is linked to no record yet), or `wrong_state`
 * when the police have confirmed other values that are still on their way to the Platform.
 */
export async function openIdentityCase(app: App, tx: Tx, command: OpenIdentityCase): Promise<Outcome<IdentityCase>> {
  const { report } = command
  const record = report.personId ? await tx.records.get(report.personId) : null
  if (!record) return object('no_such_person')
  const claimant = (await tx.reports.get(report.id))?.claimant
  // 3771 step 2: neither a foreigner's record nor a foreign passport under a Vietnamese record goes to the police (features A12).
  const byPassport = claimant?.passportCountry != null || isForeignNumber(command.proposed.idNumber)
  if (record.nationality !== 'VN' || byPassport) return object('foreigner_on_police_list')
  const open = await tx.identityCases.lockOpenOf(record.id)
  const outcome = open ? await join(app, tx, open, command) : done(await openNew(app, tx, record, command))
  if (outcome.ok) await tx.identityCases.linkReport(outcome.value.id, report.id)
  return outcome
}

/** Frozen there: what is answered is what was listed. */
const HELD_ELSEWHERE: readonly IdentityCaseState[] = ['with_hamlet', 'with_police', 'register_wrong']

const LISTED_AGAIN: readonly IdentityCaseState[] = ['hamlet_checked', 'hamlet_objected', 'police_objected']

/** What hamlet or police hold is frozen; before and between them the newest checked values stand, and the hamlet looks again. */
async function join(app: App, tx: Tx, open: IdentityCase, command: OpenIdentityCase): Promise<Outcome<IdentityCase>> {
  const { proposed, actor } = command
  if (HELD_ELSEWHERE.includes(open.state)) return done(open)
  if (open.state === 'hamlet_checked' && isSame(open.proposed, proposed)) return done(open)
  if (LISTED_AGAIN.includes(open.state))
    return moveIdentityCase(app, tx, open, { action: 'list_again', actor, change: { proposed } })
  if (open.state !== 'listed') return object('wrong_state', { state: open.state })
  const updated = { ...open, proposed, updatedAt: app.now() }
  if (!(await tx.identityCases.save(updated))) return object('changed_meanwhile')
  return done({ ...updated, version: updated.version + 1 })
}

const isSame = (one: LegalFacts, other: LegalFacts) =>
  IDENTITY_FIELDS.every((field) => sameValue(one[field], other[field]))

async function openNew(app: App, tx: Tx, record: PlatformRecord, command: OpenIdentityCase): Promise<IdentityCase> {
  const at = app.now()
  const identityCase: IdentityCase = {
    id: app.newId(),
    personId: record.id,
    unitId: record.unitId,
    state: 'listed',
    class: classOf(record.class),
    version: 1,
    rounds: 1,
    proposed: command.proposed,
    createdAt: at,
    updatedAt: at,
  }
  await tx.identityCases.insert(identityCase)
  await tx.history.append({
    subject: 'identity_case',
    subjectId: identityCase.id,
    action: 'open',
    from: null,
    to: 'listed',
    actor: command.actor,
    detail: { class: identityCase.class },
    at,
  })
  return identityCase
}

/** Somebody whose record looks right but who says otherwise has wrong basic facts (2262 step 1 c). */
function classOf(recordClass: RecordClass): IdentityClass {
  return recordClass === 'no_id' || recordClass === 'malformed_id' ? recordClass : 'wrong_facts'
}
