import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { reachPerson } from '../counter/reach-person.ts'
import { type ReadyPassport, readyPassport } from './own-passport.ts'
import { signedCodes } from './own-signed.ts'

/** The paper for somebody without a phone, who stands at the counter with their own (features H09); who printed it is noted. */
export async function passportAtCounter(
  app: App,
  { officer, personId }: { officer: Officer; personId: string },
): Promise<Outcome<ReadyPassport>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachPerson(tx, officer, personId)
    if (!reached.ok) return reached
    const own = await signedCodes(tx, reached.value.id)
    if (!own) return object('not_possible_now')
    const audit = { action: 'counter_person_opened', subjectKind: 'person', subjectId: personId }
    await tx.audit.write({ staffId: officer.staffId, ...audit, detail: { paper: 'passport' } })
    return done(await readyPassport(app, tx, own))
  })
}
