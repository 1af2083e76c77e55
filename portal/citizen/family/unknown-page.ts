import { type Request, type Response, Router } from 'express'
import type { Outcome } from '../../../core/domain/objection.ts'
import { openMember } from '../../../core/use-cases/family/open-member.ts'
import { unknownPerson } from '../../../core/use-cases/family/unknown-person.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps } from '../citizen-door.ts'
import { draftOf, keepDraft } from '../kept-draft.ts'
import { idOf, objected } from './member-pages.ts'

/** "Tôi không biết người này trên điện thoại của tôi": one press, from a member or from the look-up result (features A08). */
export function unknownPage(deps: CitizenDeps): Router {
  return Router()
    .post(paths.family.unknown(':id'), async (req, res) => {
      const address = addressOf(req)
      const opened = await openMember(deps.app, { address, memberId: idOf(req) })
      if (!opened.ok) return objected(deps, req, res, opened.objection)
      return answer(deps, req, res, await unknownPerson(deps.app, { address, personId: opened.value.answer.personId }))
    })
    .post(paths.family.unknownFound, async (req, res) => {
      const { personId } = await draftOf(deps, req)
      const outcome = personId
        ? await unknownPerson(deps.app, { address: addressOf(req), personId })
        : ({ ok: false, objection: { code: 'no_such_person' } } as const)
      return answer(deps, req, res, outcome)
    })
    .get(paths.family.unknown(':id'), (_req, res) => res.redirect(303, paths.family.own))
    .get(paths.family.unknownFound, (_req, res) => res.redirect(303, paths.citizen.lookUp))
}

/** Whatever this browser kept of that person goes with them. */
async function answer(
  deps: CitizenDeps,
  req: Request,
  res: Response,
  outcome: Outcome<{ code: string }>,
): Promise<void> {
  if (!outcome.ok) return objected(deps, req, res, outcome.objection)
  const draft = await draftOf(deps, req)
  await keepDraft(deps, req, { ...draft, claimant: null, personId: null, corrections: [], doses: [], note: null })
  return res.page('citizen/family-unknown', { code: outcome.value.code })
}
