import { isHelperDesk, LIFT_DAYS, type Proof, provedPhone } from '../../domain/citizen/assurance.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import type { LookUpAnswer } from '../../domain/citizen/look-up-answer.ts'
import { chooseRecord, type SearchFacts, searchFacts } from '../../domain/citizen/own-record.ts'
import { levelBy, opensNothing, type WaysIn, waysOf } from '../../domain/citizen/way-in.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { lookUpBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { knownPeople, recordsWithNumber } from '../same-person/whole-person.ts'
import { everythingAbout, recordAnswer } from './record-answer.ts'

/** Asked for when there is nobody, so that finding nobody is the same work as finding somebody (A05). */
const NOBODY = '00000000-0000-4000-8000-000000000000'
const NO_PASSPORT = { key: '', nationality: '' }
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
    const search = searchFacts(command.claimant)
    const ways = waysOf(proofs, await confirmedBy(app, tx, proofs, search))
    const record = await ownRecord(tx, search, ways)
    const facts = await everythingAbout(app, tx, record?.id ?? NOBODY)
    if (opensNothing(ways) || isHelperDesk(command.address)) return object('not_proved')
    if (!record) return done({ found: false })
    const level = levelBy(ways, record, facts.lifted)
    await proveRecord(app, tx, proofs, { address: command.address, phone: ways.phone, personId: record.id, level })
    return done(recordAnswer(app, record, command.claimant, level, facts))
  })
}

/** Asked in every look-up, whoever asks, so that no answer takes longer than another (A05). */
function confirmedBy(app: App, tx: Tx, proofs: readonly Proof[], { idNumber }: SearchFacts): Promise<string[]> {
  const since = new Date(app.now().getTime() - LIFT_DAYS * DAY)
  return tx.citizens.policeConfirmed({ phone: provedPhone(proofs) ?? '', idNumber: idNumber ?? '', since })
}

async function ownRecord(tx: Tx, facts: SearchFacts, ways: WaysIn): Promise<PlatformRecord | null> {
  const byName = await tx.records.byNameBirthSex(facts)
  const byNumber = await recordsWithNumber(tx, facts.idNumber ?? '')
  const byPassport = await tx.records.byPassport(facts.passport ?? NO_PASSPORT)
  const [seen = NOBODY] = ways.seen.keys()
  const byPaper = await tx.records.get(seen)
  const candidates = [...byName, ...byNumber, ...byPassport, ...(byPaper ? [byPaper] : [])]
  const known = await knownPeople(
    tx,
    candidates.map(({ id }) => id),
  )
  const personId = opensNothing(ways) ? null : chooseRecord(candidates, facts, ways, known)
  // Somebody this phone does not know is nobody there, after the same work (A08), unless the counter has seen the paper since.
  const hidden = await tx.unknownPeople.isHidden(ways.phone ?? '', personId ?? NOBODY)
  return tx.records.get(hidden && !ways.seen.has(personId ?? '') ? NOBODY : (personId ?? NOBODY))
}

/**
 * The record stays open exactly as long as the phone is proved: looking again does not prove it longer. Whoever came by a
 * code of the counter holds the proof of it already.
 */
async function proveRecord(
  app: App,
  tx: Tx,
  proofs: readonly Proof[],
  proof: { address: string; phone: string | null; personId: string; level: 1 | 2 },
): Promise<void> {
  const held = proofs.find((one) => one.level >= 1 && one.phone !== null && one.phone === proof.phone)
  if (!held) return
  const asGood = (one: Proof) => one.level === proof.level && one.expiresAt >= held.expiresAt
  if (proofs.some((one) => one.personId === proof.personId && asGood(one))) return
  await tx.citizens.addProof({ id: app.newId(), ...proof, provedAt: held.provedAt, expiresAt: held.expiresAt })
}
