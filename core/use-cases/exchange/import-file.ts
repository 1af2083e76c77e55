import { formatPlatformDate, type ImportTemplate } from '../../domain/exchange/import-template.ts'
import type { Snapshot } from '../../domain/exchange/snapshot.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { PlannedRow } from './plan-export.ts'

type Row = Pick<PlannedRow, 'record' | 'after'>

/** The file "Import đối tượng tiêm COVID-19" for these people: every cell is text (features G01). */
export function makeImportFile(app: App, rows: readonly Row[]): Promise<Buffer> {
  const template = app.sheets.importTemplate
  return app.sheets.write({
    sheetName: template.sheetName,
    columns: template.columns.map(({ header, width }) => ({ header, width })),
    rows: rows.map((row, index) => cellsOf(template, row, index + 1)),
  })
}

function cellsOf(template: ImportTemplate, row: Row, rowNo: number): (string | null)[] {
  const now = valuesOf(template, row, rowNo)
  return template.columns.map(({ value }) => now[value] ?? null)
}

function valuesOf(template: ImportTemplate, { record, after }: Row, rowNo: number): Snapshot {
  const wanted = Object.fromEntries(Object.entries(after).map(([path, text]) => [path, asTyped(template, path, text)]))
  return { rowNo: String(rowNo), ...asShown(template, record), ...wanted }
}

/** What nobody changes goes back letter by letter as the Platform showed it: a birth year stays a year, a malformed number its text. */
function asShown(template: ImportTemplate, record: PlatformRecord): Snapshot {
  const { recordId, fullName, nationality, province, district, commune, address } = record
  return {
    recordId,
    fullName,
    birthDate: record.birthText || asTyped(template, 'birthDate', record.birthDate),
    sex: asTyped(template, 'sex', record.sex),
    idNumber: record.idText || record.idNumber,
    phone: asTyped(template, 'phone', record.phone),
    nationality,
    province,
    district,
    commune,
    address,
  }
}

function asTyped(template: ImportTemplate, value: string, text: string | null): string | null {
  if (text === null) return null
  if (value === 'birthDate') return formatPlatformDate(text)
  if (value === 'sex') return template.sexWords[text as 'male' | 'female']
  return value === 'phone' ? text.replace(/^\+84/, '0') : text
}
