import { type Request, Router } from 'express'
import { sheetErrors, sheetSlips, sheetStatus } from '../../../core/use-cases/sheet/own-sheet.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, sayIn } from '../citizen-door.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const STATES = ['waiting', 'confirmed', 'declined', 'expired'] as const

/** Counts, the rows that were not taken, and slips of paper: all behind the phone that sent the sheet. */
export function statusPages({ app, ...deps }: CitizenDeps): Router {
  const asked = (req: Request) => ({ address: addressOf(req), sheetId: String(req.params.id) })
  const { sheet, errors, slips } = paths.household
  return Router()
    .get(sheet(':id'), async (req, res, next) => {
      const status = await sheetStatus(app, asked(req))
      if (!status) return next()
      const say = sayIn(deps, req)
      const count = (name: string, value: number) => ({
        label: say(`household.status.${name}`),
        value: String(value),
        action: null,
      })
      return res.page('citizen/household-sheet', {
        total: status.sheet.rowsTotal,
        rows: [
          ...STATES.map((state) => count(state, status.counts[state])),
          count('refused', status.sheet.rowsRefused),
        ],
        expiresAt: status.sheet.expiresAt.toISOString(),
        errorsHref: status.sheet.errorsFileKey ? errors(status.sheet.id) : null,
        slips: status.slips > 0 ? { href: slips(status.sheet.id), count: status.slips } : null,
      })
    })
    .get(errors(':id'), async (req, res, next) => {
      const file = await sheetErrors(app, asked(req))
      return file ? res.attachment('dong-chua-nhan.xlsx').type(XLSX).send(file) : next()
    })
    .get(slips(':id'), async (req, res, next) => {
      const status = await sheetStatus(app, asked(req))
      const printed = await sheetSlips(app, asked(req))
      if (!status || printed.length === 0) return next()
      return res.page('citizen/household-slips', { slips: printed, until: status.sheet.expiresAt.toISOString() })
    })
}
