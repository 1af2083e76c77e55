import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { needsJointReview } from '../../domain/police-list/joint-review.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { JointOutcome } from '../../ports/joint-reviews.ts'
import type { Tx } from '../../ports/store.ts'

/** The third match that fails, and each later one, calls station and police together (features F10). */
export async function callJointReview(
  app: App,
  tx: Tx,
  { identityCaseId, rounds }: { identityCaseId: string; rounds: number },
): Promise<void> {
  if (!needsJointReview(rounds)) return
  await tx.jointReviews.call({ id: app.newId(), identityCaseId, rounds: rounds - 1, calledAt: app.now() })
}

export interface RecordJointReview {
  officer: Extract<Actor, { kind: 'staff' }>
  reviewId: string
  /** YYYY-MM-DD; empty when it could not be read. */
  heldOn: string
  parties: string
  outcome: JointOutcome | null
}

/** Who met, when and with what outcome; from then on the person may stand on a list again. */
export async function recordJointReview(app: App, command: RecordJointReview): Promise<Outcome<null>> {
  const { officer, heldOn, outcome } = command
  const parties = command.parties.trim().slice(0, 300)
  if (!may(officer, 'hold_joint_review')) return object('not_your_role', { action: 'hold_joint_review' })
  const isFuture = heldOn > dayInVietNam(app.now())
  if (!heldOn || isFuture || !parties || !outcome) return object('joint_review_incomplete')
  return app.store.transaction(async (tx) => {
    const review = await tx.jointReviews.lock(command.reviewId)
    if (!review || review.unitId !== officer.unitId) return object('no_such_case')
    const at = app.now()
    await tx.jointReviews.record(review.id, { on: heldOn, parties, outcome, staffId: officer.staffId, at })
    const identityCase = await tx.identityCases.lock(review.identityCaseId)
    const state = identityCase?.state ?? 'listed'
    const step = { subject: 'identity_case', subjectId: review.identityCaseId, action: 'joint_review' } as const
    await tx.history.append({ ...step, from: state, to: state, actor: officer, detail: { outcome }, at })
    return done(null)
  })
}
