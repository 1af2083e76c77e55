import { type Request, type Response, Router } from 'express'
import { RETENTION } from '../../../core/domain/rights/retention.ts'
import { SHEET_COLUMNS, SHEET_TYPES } from '../../../core/domain/sheet/sheet-row.ts'
import { phoneOf } from '../../../core/use-cases/citizen/phone-of.ts'
import { MOST_ROWS, sendSheet } from '../../../core/use-cases/sheet/send-sheet.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { askForProof, type ProofPlace, proofCodePage } from '../prove-here.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The template, the phone of whoever sends, the file. */
export function sheetPage(deps: CitizenDeps): Router {
  const { own, code, template } = paths.household
  const place: ProofPlace = {
    codeRoute: code,
    codeHref: () => code,
    backHref: () => own,
    showErrors: (req, res, errors, status) => show(deps, req, res, errors, status),
  }
  return Router()
    .get(own, (req, res) => show(deps, req, res, noErrors))
    .post(own, async (req, res) => {
      const proved = await phoneOf(deps.app, addressOf(req))
      return proved ? take(deps, req, res) : askForProof(deps, place, req, res)
    })
    .use(proofCodePage(deps, place))
    .get(template, async (req, res) => {
      const file = await templateFile(deps, req)
      res.attachment('bang-nhieu-nguoi.xlsx').type(XLSX).send(file)
    })
}

async function take(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const [file] = req.files
  if (!file) return show(deps, req, res, errorAt('sheet', say('household.fileMissing')), 422)
  const types = Object.values(SHEET_TYPES)
    .map(({ label }) => label)
    .join(', ')
  const sent = await sendSheet(deps.app, {
    address: addressOf(req),
    locale: req.locale,
    bytes: file.bytes,
    reason: (error) => say(`household.errors.${error}`, { types }),
  })
  if (sent.ok) return res.redirect(303, paths.household.sheet(sent.value.sheetId))
  const { code, detail } = sent.objection
  const key = code === 'columns_missing' && detail?.columns ? 'household.columnsMissing' : objectionKey(code)
  return show(deps, req, res, errorAt('sheet', say(key, detail)), 422)
}

async function show(deps: CitizenDeps, req: Request, res: Response, errors: FormErrors, status = 200): Promise<void> {
  const view = {
    proved: (await phoneOf(deps.app, addressOf(req))) !== null,
    phone: textOf(req.form ?? {}, 'phone'),
    most: MOST_ROWS,
    days: RETENTION.household_rows.days,
    errors,
  }
  res.page('citizen/household', view, status)
}

/** One invented person for each kind of wish, so that nobody has to guess the words of a column. */
async function templateFile({ app, say }: CitizenDeps, req: Request): Promise<Buffer> {
  const note = say('household.example.note', req.locale)
  const example = (type: keyof typeof SHEET_TYPES, phone: string, correct: string) => [
    'Nguyễn Thị Ví Dụ',
    '17/05/1990',
    'Nữ',
    '001190000000',
    phone,
    SHEET_TYPES[type].label,
    correct,
    note,
  ]
  return app.sheets.write({
    sheetName: say('household.example.sheet', req.locale),
    columns: Object.values(SHEET_COLUMNS).map((header) => ({ header, width: 24 })),
    rows: [
      example('WRONG_NAME', '0912345678', 'Nguyễn Thị Ví Dụng'),
      example('WRONG_DOB', '', '18/05/1990'),
      example('WRONG_SEX', '', 'Nam'),
      example('WRONG_OR_MISSING_ID', '', '001190000001'),
      example('NO_PASSPORT_YET', '', ''),
    ],
  })
}
