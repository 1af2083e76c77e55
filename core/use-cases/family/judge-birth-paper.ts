import { clockInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { BirthPaper } from '../../ports/birth-papers.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { keepMember, noteFamily } from './keep-member.ts'
import { birthPaperLabel, recordOf } from './send-birth-paper.ts'

export interface WaitingPaper {
  id: string
  claimant: BirthPaper['claimant']
  sentAt: Date
  /** There is one record with these facts: without it nothing can be accepted. */
  hasRecord: boolean
}

/** Birth papers that wait at this officer's station, oldest first. */
export async function waitingPapers(app: App, officer: Officer): Promise<Outcome<WaitingPaper[]>> {
  if (!may(officer, 'judge_birth_papers')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const papers = await tx.birthPapers.waitingIn(scope.unitIds === 'all' ? [] : scope.unitIds)
    const lines = papers.map(async ({ id, claimant, sentAt }) => {
      return { id, claimant, sentAt, hasRecord: (await recordOf(tx, claimant)) !== null }
    })
    return done(await Promise.all(lines))
  })
}

/** The photo with the officer's login burned in; the look is written down before it is shown (features C11). */
export async function seeBirthPaper(
  app: App,
  { officer, id }: { officer: Officer; id: string },
): Promise<Outcome<Buffer>> {
  const paper = await app.store.transaction(async (tx) => {
    const reached = await reach(tx, officer, await tx.birthPapers.get(id))
    if (!reached?.wrappedKey || reached.state !== 'waiting') return null
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'see_photo', subjectKind: 'birth_paper', subjectId: id })
    return reached
  })
  const sealed = paper && (await app.files.get(paper.fileKey))
  if (!paper?.wrappedKey || !sealed) return object('no_such_photo')
  const jpeg = app.vault.open(paper.wrappedKey, sealed, birthPaperLabel(id))
  return done(await app.photos.watermark(jpeg, `${officer.login} · ${clockInVietNam(app.now())}`))
}

/** Accepted, the child joins the account that sent it; either way the photo's key is destroyed now. */
export async function judgeBirthPaper(
  app: App,
  { officer, id, accept }: { officer: Officer; id: string; accept: boolean },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const paper = await reach(tx, officer, await tx.birthPapers.lock(id))
    if (paper?.state !== 'waiting') return object('no_such_photo')
    const record = accept ? await recordOf(tx, paper.claimant) : null
    if (accept && !record) return object('no_such_person')
    const { staffId } = officer
    const kept = record ? await acceptInto(app, tx, paper, record.id) : done(null)
    if (!kept.ok) return kept
    const state = accept ? 'accepted' : 'refused'
    await tx.birthPapers.decide(id, { state, decidedBy: staffId, decidedAt: app.now() })
    const about = { memberId: id, personId: record?.id ?? paper.personId ?? id }
    await noteFamily(tx, `birth_paper_${state}`, about, staffId)
    return done(null)
  })
}

async function acceptInto(
  app: App,
  tx: Tx,
  { address, phone, claimant }: BirthPaper,
  personId: string,
): Promise<Outcome<unknown>> {
  const account = { address, phone, addresses: [address] }
  return keepMember(app, tx, account, { personId, basis: 'birth_paper', level: 2, claimant })
}

async function reach(tx: Tx, officer: Officer, paper: BirthPaper | null): Promise<BirthPaper | null> {
  if (!paper || !may(officer, 'judge_birth_papers')) return null
  return isInScope(await scopeFor(tx, officer), paper.unitId) ? paper : null
}
