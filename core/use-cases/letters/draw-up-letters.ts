import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { LETTER_KINDS, type Letter, type LetterBatch, type LetterKind } from '../../ports/letters.ts'
import type { Officer } from '../../ports/staff.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { hamletOf } from './hamlet-of.ts'

export interface LetterRound {
  kind: LetterKind
  /** Null: the address names none. */
  hamlet: string | null
  people: number
}

const RECENT = 20

/** Who waits for a letter, by kind and hamlet, and the batches drawn up last. */
export async function lookAtLetters(
  app: App,
  officer: Officer,
): Promise<Outcome<{ rounds: LetterRound[]; batches: LetterBatch[] }>> {
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const rounds: LetterRound[] = []
    for (const kind of LETTER_KINDS) rounds.push(...roundsOf(kind, await tx.letters.waiting(kind, scope)))
    return done({ rounds, batches: await tx.letters.batches(scope, RECENT) })
  })
}

function roundsOf(kind: LetterKind, waiting: readonly Letter[]): LetterRound[] {
  const hamlets = Map.groupBy(waiting, ({ address }) => hamletOf(address))
  const rounds = [...hamlets].map(([hamlet, letters]) => ({ kind, hamlet, people: letters.length }))
  const byName = new Intl.Collator('vi', { numeric: true })
  return rounds.sort((a, b) => byName.compare(a.hamlet ?? '\uffff', b.hamlet ?? '\uffff'))
}

/** One batch for one hamlet: whoever stands in it gets no second letter of that kind. */
export async function drawUpLetters(
  app: App,
  { officer, kind, hamlet }: { officer: Officer; kind: LetterKind; hamlet: string | null },
): Promise<Outcome<{ batchId: string; letters: number }>> {
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const waiting = await tx.letters.waiting(kind, await scopeFor(tx, officer))
    const here = waiting.filter(({ address }) => hamletOf(address) === hamlet)
    const id = app.newId()
    const letters = await tx.letters.drawUp({ id, kind, staffId: officer.staffId, at: app.now() }, here)
    if (letters === 0) return object('nobody_to_remind')
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'draw_up_letters', subjectKind: 'letters', subjectId: id })
    return done({ batchId: id, letters })
  })
}
