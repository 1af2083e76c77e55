import { Router } from 'express'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { paths } from '../../paths.ts'
import { svgImage } from '../../qr-image.ts'
import { addressOf, type CitizenDeps } from '../citizen-door.ts'

/** Step 6: code, due time and a QR of the tracking page; it prints on one A6 slip (B11). */
export function receiptPage(deps: CitizenDeps): Router {
  return Router().get(paths.reportSteps.receipt(':code'), async (req, res) => {
    const outcome = await trackReport(deps.app, { code: String(req.params.code), address: addressOf(req) })
    if (!outcome.ok) return res.redirect(303, paths.citizen.track)
    const { code, dueAt, holder, expected } = outcome.value
    const unitName = holder.unitName
    const expects = unitName && { time: expected, unit: unitName }
    const trackHref = paths.citizen.trackOne(code)
    const trackUrl = deps.app.settings.publicUrl + trackHref
    const qr = svgImage(await deps.qr(trackUrl))
    return res.page('citizen/report-receipt', { code, dueAt, unitName, expects, trackHref, trackUrl, qr })
  })
}
