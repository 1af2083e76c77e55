import type { IdentityClass } from '../domain/exchange/export-kind.ts'
import type { LegalFacts } from '../domain/exchange/frozen-list.ts'
import type { IdentityCaseState } from '../domain/identity-case/identity-case-lifecycle.ts'

export interface IdentityCase {
  id: string
  personId: string
  unitId: string
  state: IdentityCaseState
  class: IdentityClass
  version: number
  /** How often the national match was tried, counted from 1; from 3 on the station and the police look together (features F10). */
  rounds: number
  proposed: LegalFacts
  createdAt: Date
  updatedAt: Date
}

/** A case with what a clerk needs to choose it for a list. */
export interface WaitingCase extends IdentityCase {
  recordId: string
  nationality: string
  reportCodes: string[]
  /** One of its reports stands in the urgent lane (features B12, F13). */
  urgent: boolean
  /** Null: the hamlet has not looked, or says the same. */
  hamletSays: HamletSays | null
  /** When a match last said right about other values than the citizen reported, while the case waits for the register (F08). */
  registerDiffersAt: Date | null
}

/** What the hamlet says otherwise than the station (2262 step 2): a proposal, shown beside the other value. */
export interface HamletSays {
  /** Number of the hamlet's list. */
  list: string
  /** The station's value before and the hamlet's, by field. */
  fields: Partial<Record<keyof LegalFacts, { station: string; hamlet: string }>>
  /** Whose value the station sends; null: nobody has chosen, and so long the case is put on no police list. */
  settled: 'hamlet' | 'station' | null
}

export interface IdentityCases {
  insert(identityCase: IdentityCase): Promise<void>
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<IdentityCase | null>
  /** The person's one open case, locked. */
  lockOpenOf(personId: string): Promise<IdentityCase | null>
  /** Writes state, rounds and proposal when `version` still stands, and raises it; false: changed meanwhile. */
  save(identityCase: IdentityCase): Promise<boolean>
  linkReport(identityCaseId: string, reportId: string): Promise<void>
  reportIdsOf(identityCaseId: string): Promise<string[]>
  /** Cases of the unit in these states, oldest first. */
  inStates(unitId: string, states: readonly IdentityCaseState[], limit: number): Promise<WaitingCase[]>
}
