import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { isSameName } from '../../../core/domain/citizen/claimant.ts'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import type { Objection } from '../../../core/domain/objection.ts'
import { dropDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { makeHandOverCode } from '../../../core/use-cases/family/hand-over.ts'
import { leaveMember } from '../../../core/use-cases/family/leave-member.ts'
import { type OpenedMember, openMember } from '../../../core/use-cases/family/open-member.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn } from '../citizen-door.ts'
import { keepDraft } from '../kept-draft.ts'
import { foundView } from '../look-up/view.ts'

/** One member: their doses, a report without typing who they are, a code of their own, out of the list (features A07). */
export function memberPages(deps: CitizenDeps): Router {
  const { member, report, leave, handOver } = paths.family
  const routes = Router()
    .get(member(':id'), (req, res) => show(deps, req, res, null))
    .post(report(':id'), (req, res) => beginReport(deps, req, res))
    .post(handOver(':id'), (req, res) => giveCode(deps, req, res))
    .post(leave(':id'), async (req, res) => {
      const left = await leaveMember(deps.app, { address: addressOf(req), memberId: idOf(req) })
      return left.ok ? res.redirect(303, `${paths.family.own}?xong=left`) : objected(deps, req, res, left.objection)
    })
  // Where the language links of an answer to a form lead.
  for (const path of [report, leave, handOver])
    routes.get(path(':id'), (req, res) => res.redirect(303, member(encodeURIComponent(idOf(req)))))
  return routes
}

/** Nothing but an id of our own reaches the tables. */
export function idOf(req: Request): string {
  return z.uuid().safeParse(req.params.id).data ?? '00000000-0000-4000-8000-000000000000'
}

async function show(deps: CitizenDeps, req: Request, res: Response, code: { text: string; hours: number } | null) {
  const opened = await openMember(deps.app, { address: addressOf(req), memberId: idOf(req) })
  if (!opened.ok) return objected(deps, req, res, opened.objection)
  const say = sayIn(deps, req)
  const { rows, doses, openReports, level } = foundView(opened.value.answer, say)
  const plain = <Row extends object>(row: Row) => ({ ...row, action: null })
  res.page('citizen/family-member', {
    name: nameOf(opened.value),
    level,
    openReports,
    rows: rows.map(plain),
    doses: doses.map(({ heading, tag, rows: facts }) => ({ heading, tag, rows: facts })),
    code,
    reportHref: paths.family.report(idOf(req)),
    handOverHref: paths.family.handOver(idOf(req)),
    leaveHref: paths.family.leave(idOf(req)),
    unknownHref: paths.family.unknown(idOf(req)),
  })
}

/** The recorded name where it may be shown: it has the marks that were not typed. */
function nameOf({ claimant, answer }: OpenedMember): string {
  const recorded = answer.record.fullName
  return claimant && !isSameName(claimant.fullName, recorded) ? claimant.fullName : recorded
}

/** A report for this member begins with who they are; what was begun for somebody else does not travel along. */
async function beginReport(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const opened = await openMember(deps.app, { address: addressOf(req), memberId: idOf(req) })
  if (!opened.ok) return objected(deps, req, res, opened.objection)
  const { claimant, phone, answer } = opened.value
  await dropDraft(deps.app, { address: addressOf(req) })
  const who = claimant && { ...claimant, fullName: nameOf(opened.value) }
  await keepDraft(deps, req, { ...EMPTY_DRAFT, claimant: who, phone, personId: answer.personId })
  return res.redirect(303, paths.citizen.report)
}

/** Shown once, in the answer itself: the code stands nowhere. */
async function giveCode(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const made = await makeHandOverCode(deps.app, { address: addressOf(req), memberId: idOf(req) })
  if (!made.ok) return objected(deps, req, res, made.objection)
  const { code, hours } = made.value
  return show(deps, req, res, { text: `${code.slice(0, 4)} ${code.slice(4)}`, hours })
}

export function objected(deps: CitizenDeps, req: Request, res: Response, { code, detail }: Objection): void {
  const status = code === 'no_such_member' || code === 'no_such_person' ? 404 : code === 'too_often' ? 429 : 409
  if (code === 'not_proved') res.redirect(303, paths.family.phone)
  else res.page('citizen/family-stopped', { sentence: sayIn(deps, req)(objectionKey(code), detail) }, status)
}
