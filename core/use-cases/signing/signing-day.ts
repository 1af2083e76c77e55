import type { KeyDriver } from '../../domain/signing/signing-driver.ts'
import type { App } from '../../ports/app.ts'
import type { SignedSummary } from '../../ports/signing.ts'
import type { SigningMinutes } from '../../ports/signing-minutes.ts'
import { type ReadyToSign, readyToSign } from './ready-to-sign.ts'
import { signedToday } from './signed-today.ts'
import { checkedByOthers } from './two-people.ts'

export interface SigningDay {
  people: ReadyToSign
  today: SignedSummary[]
  minutes: SigningMinutes[]
  /** The unit wants a second pair of eyes before each signature. */
  twoPeople: boolean
  /** Ready people whom somebody else has looked at, as their doses stand now. */
  checked: ReadonlySet<string>
  driver: KeyDriver | null
}

/** Everything the page of the day shows to one officer (features H01, H11, H12). */
export async function signingDay(app: App, officer: { staffId: string; unitId: string }): Promise<SigningDay> {
  const { staffId, unitId } = officer
  const [people, today] = [await readyToSign(app, unitId), await signedToday(app, unitId)]
  const driver = await app.signing.driverOf(staffId)
  const candidates = people.ready.map(({ candidate }) => candidate)
  return app.store.transaction(async (tx) => {
    const detail = { people: people.ready.length + people.blocked.length }
    await tx.audit.write({ staffId, action: 'read_signing_list', subjectKind: 'unit', subjectId: unitId, detail })
    const twoPeople = await tx.signedRecords.needsTwoPeople(unitId)
    const checked = twoPeople ? await checkedByOthers(tx, candidates, staffId) : new Set<string>()
    return { people, today, minutes: await tx.signingMinutes.ofUnit(unitId, 20), twoPeople, checked, driver }
  })
}
