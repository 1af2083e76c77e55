import { type Request, type Response, Router } from 'express'
import { dayInVietNam } from '../../../core/domain/citizen/viet-nam-day.ts'
import { may, rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { PoliceReturn } from '../../../core/ports/police-lists.ts'
import { type PoliceListView, policeDeskList, stationList } from '../../../core/use-cases/police/read-police-lists.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'

/** What goes beside the paper of a return: minutes to print, and the detached signatures as others check them. */
export function returnPaperRoutes(app: App): Router {
  const both = requireOfficer(...rolesFor('see_police_list'))
  return Router()
    .get(paths.staff.returnMinutes(':number', ':part'), both, (req, res, next) =>
      minutes(app, req, res).then((sent) => sent || next()),
    )
    .get(paths.staff.returnSignature(':number', ':part', ':side'), both, (req, res, next) =>
      signature(app, req, res).then((sent) => sent || next()),
    )
}

async function minutes(app: App, req: Request, res: Response): Promise<boolean> {
  const found = await returnOf(app, req)
  if (!found) return false
  const { view, returned } = found
  const rows = view.rows.filter((row) => row.returnId === returned.id)
  const pdf = await app.papers.returnMinutesPdf({
    ...{ list: view.list.number, part: returned.part, unit: view.unitName, policeUnit: view.policeUnitName },
    drawnOn: dayInVietNam(app.now()),
    ...{ people: rows.length, matches: rows.filter((row) => row.answer === 'match').length },
    hashes: { list: view.list.sha256, answers: returned.sha256, file: returned.fileSha256 },
  })
  res.type('pdf').attachment(`bien-ban-${view.list.number}-${returned.part}.pdf`).send(pdf)
  return true
}

async function signature(app: App, req: Request, res: Response): Promise<boolean> {
  const found = await returnOf(app, req)
  const side = String(req.params.side)
  const bytes =
    side === 'police' ? found?.returned.signature : side === 'station' ? found?.returned.acceptedSignature : null
  if (!found || !bytes) return false
  res
    .type('application/pkcs7-signature')
    .attachment(`${found.view.list.number}-${found.returned.part}-${side}.p7s`)
    .send(bytes)
  return true
}

/** Each side finds its own lists only. */
async function returnOf(app: App, req: Request): Promise<{ view: PoliceListView; returned: PoliceReturn } | null> {
  const [officer, number] = [officerOf(req), String(req.params.number)]
  const view = may(officer, 'answer_police_row')
    ? await policeDeskList(app, officer, number)
    : await stationList(app, officer.unitId, number)
  const returned = view.ok ? view.value.returns.find(({ part }) => String(part) === req.params.part) : undefined
  return view.ok && returned ? { view: view.value, returned } : null
}
