import {
  casesFor,
  SET_OF_ROLE,
  scoreOf,
  type TrainingCase,
  type TrainingScore,
} from '../../domain/training/training-case.ts'
import type { App, TrainingSets } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { TrainingKind } from '../../ports/training.ts'

export type TrainingStep =
  | { at: 'start'; total: number; last: TrainingScore | null }
  | {
      at: 'case'
      shown: TrainingCase
      no: number
      total: number
      before: { shown: TrainingCase; given: string } | null
    }

interface Asked {
  officer: Officer
  kind: TrainingKind
}

/** Where this officer stands in the self-test or the practice cases; it goes on where it was left (features K11). */
export async function trainingStep(app: App, { officer, kind }: Asked): Promise<TrainingStep> {
  const cases = casesOf(app.training, officer, kind)
  return app.store.transaction(async (tx) => {
    const run = await tx.training.open(officer.staffId, kind)
    const done = run?.answers.length ?? 0
    const shown = cases[done]
    if (!run || !shown) {
      const last = await tx.training.lastFinished(officer.staffId, kind)
      return { at: 'start', total: cases.length, last: last && scoreOf(cases, last.answers) }
    }
    const answer = run.answers.at(-1)
    const earlier = answer ? cases.find(({ id }) => id === answer.caseId) : undefined
    const before = answer && earlier ? { shown: earlier, given: answer.given } : null
    return { at: 'case', shown, no: done + 1, total: cases.length, before }
  })
}

/** Goes on where it was left; a run from another role, with more answers than there are cases now, is left behind. */
export async function beginTraining(app: App, { officer, kind }: Asked): Promise<void> {
  const cases = casesOf(app.training, officer, kind)
  await app.store.transaction(async (tx) => {
    const run = await tx.training.open(officer.staffId, kind)
    if (run && run.answers.length < cases.length) return
    await tx.training.begin({ id: app.newId(), staffId: officer.staffId, kind, begunAt: app.now() })
  })
}

/** The same answer sent twice counts once: it is an answer to the case that is open now, or to none. */
export async function answerCase(app: App, asked: Asked & { caseId: string; given: string }): Promise<void> {
  const { officer, kind, caseId, given } = asked
  const cases = casesOf(app.training, officer, kind)
  await app.store.transaction(async (tx) => {
    const run = await tx.training.open(officer.staffId, kind)
    if (!run || cases[run.answers.length]?.id !== caseId) return
    const answers = [...run.answers, { caseId, given }]
    const isLast = answers.length === cases.length
    await tx.training.save(run.id, answers, isLast ? app.now() : null)
  })
}

function casesOf(sets: TrainingSets, officer: Officer, kind: TrainingKind): readonly TrainingCase[] {
  return casesFor(sets[SET_OF_ROLE[officer.role]], kind)
}
