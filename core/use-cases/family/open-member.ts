import { type Proof, proofEnds } from '../../domain/citizen/assurance.ts'
import type { Claimant } from '../../domain/citizen/claimant.ts'
import type { LookUpAnswer } from '../../domain/citizen/look-up-answer.ts'
import type { FamilyMember } from '../../domain/family/member.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { everythingAbout, recordAnswer } from '../citizen/record-answer.ts'
import { lookUpBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { knownPeople } from '../same-person/whole-person.ts'
import { type Account, ownMember } from './account.ts'

export interface OpenedMember {
  memberId: string
  phone: string
  /** Null where only the counter knows who it is: a form asks for it. */
  claimant: Claimant | null
  answer: Extract<LookUpAnswer, { found: true }>
}

/** The doses of one member, under the masks of the level (features A06), and the proof that a report about them needs. */
export async function openMember(
  app: App,
  { address, memberId }: { address: string; memberId: string },
): Promise<Outcome<OpenedMember>> {
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, lookUpBudgets(address))
    if (!may.ok) return may
    const own = await ownMember(app, tx, { address, memberId })
    if (!own.ok) return own
    const { account, member } = own.value
    const known = await knownPeople(tx, [member.personId])
    const record = await tx.records.get(known.standsFor(member.personId))
    if (!record) return object('no_such_member')
    const facts = await everythingAbout(app, tx, record.id)
    const level = facts.lifted ? member.level : 1
    await proveMember(app, tx, account, { ...member, personId: record.id }, level)
    const { claimant } = member
    const answer = recordAnswer(app, record, claimant, level, facts)
    if (!answer.found) return object('no_such_member')
    return done({ memberId, phone: account.phone, claimant, answer })
  })
}

/** As by a code of the counter, without a phone; it ends with the proof of the phone at this address, at the latest with the membership. */
async function proveMember(
  app: App,
  tx: Tx,
  { address, phone }: Account,
  { personId, expiresAt }: FamilyMember,
  level: 1 | 2,
): Promise<void> {
  const proofs = await tx.citizens.proofsOf(address, app.now())
  const held = proofs.find((one) => one.phone === phone && one.level >= 1)
  const ends = [expiresAt, held?.expiresAt ?? proofEnds(address, app.now())]
  const until = new Date(Math.min(...ends.map((end) => end.getTime())))
  const asGood = (one: Proof) => one.level >= level && one.phone === null && one.expiresAt >= until
  if (proofs.some((one) => one.personId === personId && asGood(one))) return
  const proof = { id: app.newId(), address, phone: null, personId, level, provedAt: app.now() }
  await tx.citizens.addProof({ ...proof, expiresAt: until })
}
