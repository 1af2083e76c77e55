import type { Request } from 'express'
import { type Claimant, isSameClaimant } from '../../core/domain/citizen/claimant.ts'
import { EMPTY_DRAFT, type ReportDraft } from '../../core/domain/citizen/report-draft.ts'
import { dropDraft, loadDraft, saveDraft } from '../../core/use-cases/citizen/keep-draft.ts'
import { addressOf, type CitizenDeps } from './citizen-door.ts'

type Deps = Pick<CitizenDeps, 'app'>

/** The draft of this browser; an empty one when there is none. */
export async function draftOf({ app }: Deps, req: Request): Promise<ReportDraft> {
  return (await loadDraft(app, { address: addressOf(req) }))?.body ?? EMPTY_DRAFT
}

export async function keepDraft({ app }: Deps, req: Request, body: ReportDraft): Promise<string> {
  return (await saveDraft(app, { address: addressOf(req), body })).draftId
}

/** Somebody else's facts begin a new draft, so that no photo or value of one person travels with another. */
export async function keepClaimant(deps: Deps, req: Request, claimant: Claimant, phone: string): Promise<ReportDraft> {
  const draft = await draftOf(deps, req)
  const same = draft.claimant === null || isSameClaimant(draft.claimant, claimant)
  if (!same) await dropDraft(deps.app, { address: addressOf(req) })
  const kept = same ? draft : { ...EMPTY_DRAFT, types: draft.types }
  const next = { ...kept, claimant, phone, personId: same && draft.phone === phone ? draft.personId : null }
  await keepDraft(deps, req, next)
  return next
}
