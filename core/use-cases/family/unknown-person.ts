import { provedPerson, provedPhone } from '../../domain/citizen/assurance.ts'
import { phoneAt, smsTo } from '../../domain/contact/address.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { noteFamily } from './keep-member.ts'
import { openUnknownCase } from './open-unknown-case.ts'

export interface UnknownPersonSaid {
  address: string
  /** A person this address has been shown: nobody hides, or reports about, somebody they cannot see. */
  personId: string
}

/**
 * "Tôi không biết người này trên điện thoại của tôi" (features A08): the person is gone from this phone at once, and the
 * station of their record gets a case with its 48 hours. Neither side learns the other's number or name.
 */
export async function unknownPerson(
  app: App,
  { address, personId }: UnknownPersonSaid,
): Promise<Outcome<{ code: string }>> {
  return app.store.transaction(async (tx) => {
    const proofs = await tx.citizens.proofsOf(address, app.now())
    const phone = provedPhone(proofs)
    if (!phone || !(await isShown(app, tx, { address, personId }, provedPerson(proofs, personId))))
      return object('no_such_person')
    return done(await hideAndOpen(app, tx, { address, phone, personId }))
  })
}

async function isShown(app: App, tx: Tx, said: UnknownPersonSaid, proved: boolean): Promise<boolean> {
  if (proved) return true
  const phone = provedPhone(await tx.citizens.proofsOf(said.address, app.now()))
  const addresses = await tx.contacts.groupOf(said.address)
  const shown = phone ? await tx.families.shownAt(phone, addresses, app.now()) : []
  return shown.some((member) => member.personId === said.personId)
}

/** Also what "Không phải tôi" on a message does (features I12): said twice, it is one case. */
export async function hideAndOpen(
  app: App,
  tx: Tx,
  { address, phone, personId }: { address: string; phone: string; personId: string },
): Promise<{ code: string }> {
  const report = await openUnknownCase(app, tx, { personId, about: null })
  const said = { id: app.newId(), phone, personId, address, caseId: report.id, saidAt: app.now() }
  await tx.unknownPeople.hide(said)
  const member = await tx.families.lockOf(phone, personId, app.now())
  if (member) await tx.families.end(member, 'not_known', app.now())
  for (const one of await tx.contacts.groupOf(address))
    await tx.contacts.sayNotMe(one, { reportId: null, personId }, app.now())
  await tx.contacts.sayNotMe(smsTo(phone), { reportId: null, personId }, app.now())
  await noteFamily(tx, 'not_known_here', { memberId: member?.id ?? said.id, personId, caseId: report.id })
  return { code: receiptCodeOf(report.code) }
}

/** The phone an address stands for: the number itself, or the one proved there. */
export async function phoneBehind(app: App, tx: Tx, address: string): Promise<string | null> {
  return phoneAt(address) ?? provedPhone(await tx.citizens.proofsOf(address, app.now()))
}
