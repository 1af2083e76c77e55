import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { SigningMinutes } from '../../../core/ports/signing-minutes.ts'
import { giveUpMinutes, recordMinutes } from '../../../core/use-cases/signing/record-minutes.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'

const ActForm = z.object({ act: z.enum(['record', 'give_up']) })

/** One set of minutes: print it, sign it by hand, bring back its scan (8938 step 4; features H11). */
export function minutesRoutes(app: App, render: Renderer): Router {
  const head = requireOfficer(...rolesFor('sign_records'))
  const own = { page: paths.staff.signingMinutes(':id'), paper: paths.staff.signingMinutesPaper(':id') }
  return Router()
    .get(own.page, head, async (req, res, next) => ((await show(app, render, req, res)) ? undefined : next()))
    .post(own.page, head, async (req, res, next) => ((await act(app, render, req, res)) ? undefined : next()))
    .get(own.paper, head, async (req, res, next) => ((await send(app, req, res, 'fileKey')) ? undefined : next()))
    .get(paths.staff.signingMinutesScan(':id'), head, async (req, res, next) =>
      (await send(app, req, res, 'scanKey')) ? undefined : next(),
    )
}

async function act(app: App, render: Renderer, req: Request, res: Response): Promise<boolean> {
  const minutes = await minutesOf(app, req)
  const form = ActForm.safeParse(req.form)
  if (!minutes || !form.success) return false
  const command = { officer: actingOfficer(req), minutesId: minutes.id }
  if (form.data.act === 'give_up') {
    const outcome = await giveUpMinutes(app, command)
    if (!outcome.ok) return show(app, render, req, res, outcome.objection)
    res.redirect(303, paths.staff.signing)
    return true
  }
  const scan = req.files.find(({ field }) => field === 'scan')?.bytes ?? null
  const outcome = await recordMinutes(app, { ...command, scan })
  if (!outcome.ok) return show(app, render, req, res, outcome.objection)
  const { signed, leftOut } = outcome.value
  const told = new URLSearchParams({ done: 'minutes', count: String(signed), left: String(leftOut) })
  res.redirect(303, `${paths.staff.signing}?${told}`)
  return true
}

async function show(app: App, render: Renderer, req: Request, res: Response, fault?: Objection): Promise<boolean> {
  const minutes = await minutesOf(app, req)
  if (!minutes) return false
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const line = (key: string, value: string) => ({ label: say(`signing.minutes.${key}`), value, action: null })
  const message = fault ? say(`objections.${fault.code}`) : null
  res.page(
    'staff/signing-minutes',
    {
      number: minutes.number,
      state: say(`signing.minutes.state.${minutes.state}`),
      isDrawnUp: minutes.state === 'drawn_up',
      paperHref: paths.staff.signingMinutesPaper(minutes.id),
      scanHref: minutes.scanKey ? paths.staff.signingMinutesScan(minutes.id) : null,
      errors: message ? [{ href: '#scan', message }] : [],
      scanError: message,
      summary: [
        line('date', formatDate(minutes.drawnOn)),
        line('parties', minutes.parties),
        line('people', String(minutes.people)),
        line('doses', String(minutes.doses)),
        line('hash', minutes.sha256),
        line('fileHash', minutes.fileSha256),
      ],
    },
    fault ? 422 : 200,
  )
  return true
}

/** Names and doses of people stand on it: who opened it is kept (features L01). */
async function send(app: App, req: Request, res: Response, which: 'fileKey' | 'scanKey'): Promise<boolean> {
  const minutes = await minutesOf(app, req)
  const key = minutes?.[which]
  const sealed = key ? await app.files.get(key) : null
  if (!minutes || !key || !sealed) return false
  const subject = { subjectKind: 'signing_minutes', subjectId: minutes.id }
  const action = which === 'fileKey' ? 'read_minutes' : 'read_minutes_scan'
  await app.store.transaction((tx) => tx.audit.write({ staffId: officerOf(req).staffId, action, ...subject }))
  const type = key.split('.').at(-1) ?? 'pdf'
  res.type(type).attachment(`${minutes.number}.${type}`).send(app.secrets.openBytes(sealed, key))
  return true
}

async function minutesOf(app: App, req: Request): Promise<SigningMinutes | null> {
  const id = z.uuid().safeParse(req.params.id)
  const found = id.success ? await app.store.transaction((tx) => tx.signingMinutes.get(id.data)) : null
  return found?.unitId === officerOf(req).unitId ? found : null
}
