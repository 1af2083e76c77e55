import { COUNTER_CODE_HOURS, newCounterCode } from '../../domain/counter/counter-code.ts'
import { levelOfCard, type NumberAgrees, type PaperSeen } from '../../domain/counter/paper-seen.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { counterCodeHash } from './counter-code-hash.ts'
import { reachPerson } from './reach-person.ts'

const HOUR = 3_600_000
const CODES_AN_HOUR = 60

export interface MakeCounterCode {
  officer: Officer
  personId: string
  paper: PaperSeen
  /** Is the number on the paper the recorded one? */
  numberAgrees: boolean
}

/**
 * The officer has seen the paper, and the person leaves with a code that opens their record once, within 24 hours
 * (features A04). The code is answered, never stored; an older one of the same person ends. Both acts are audited.
 */
export async function makeCounterCode(
  app: App,
  command: MakeCounterCode,
): Promise<Outcome<{ code: string; until: Date }>> {
  const { officer } = command
  const code = newCounterCode(app.random)
  const codeHash = await counterCodeHash('code', code)
  return app.store.transaction(async (tx) => {
    const reached = await reachPerson(tx, officer, command.personId)
    if (!reached.ok) return reached
    const may = await takeTurns(tx, [{ key: `counter-made|${officer.staffId}`, max: CODES_AN_HOUR, windowMs: HOUR }])
    if (!may.ok) return may
    const { id, idNumber, idText } = reached.value
    // Two officers at once wait for each other, so that one code lives.
    await tx.limits.take(`counter-code|${id}`, Number.MAX_SAFE_INTEGER, HOUR)
    const agrees: NumberAgrees = !idNumber && !idText ? 'not_recorded' : command.numberAgrees ? 'yes' : 'no'
    const cardSeenId = await rememberCard(app, tx, command, agrees)
    const createdAt = app.now()
    const expiresAt = new Date(createdAt.getTime() + COUNTER_CODE_HOURS * HOUR)
    await tx.cardsSeen.endCodesOf(id, createdAt)
    const made = { cardSeenId, personId: id, level: levelOfCard(agrees), madeBy: officer.staffId }
    await tx.cardsSeen.keepCode({ codeHash, ...made, createdAt, expiresAt, usedAt: null })
    return done({ code, until: expiresAt })
  })
}

async function rememberCard(
  app: App,
  tx: Tx,
  { officer, personId, paper }: MakeCounterCode,
  numberAgrees: NumberAgrees,
): Promise<string> {
  const { staffId, unitId } = officer
  const id = app.newId()
  await tx.cardsSeen.add({ id, personId, staffId, unitId, paper, numberAgrees, seenAt: app.now() })
  const subject = { subjectKind: 'person', subjectId: personId }
  await tx.audit.write({ staffId, action: 'card_seen', ...subject, detail: { paper, numberAgrees } })
  await tx.audit.write({ staffId, action: 'counter_code_made', ...subject, detail: { cardSeenId: id } })
  return id
}
