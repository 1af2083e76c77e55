import { formatPlatformDate, type ImportTemplate } from '../../domain/exchange/import-template.ts'
import type { Snapshot } from '../../domain/exchange/snapshot.ts'
import type { App } from '../../ports/app.ts'
import type { PlannedRow } from './plan-export.ts'

/** The file "Import đối tượng tiêm COVID-19" for these people: every cell is text (features G01). */
export function makeImportFile(app: App, rows: readonly PlannedRow[]): Promise<Buffer> {
  const template = app.sheets.importTemplate
  return app.sheets.write({
    sheetName: template.sheetName,
    columns: template.columns.map(({ header, width }) => ({ header, width })),
    rows: rows.map((row, index) => cellsOf(template, row, index + 1)),
  })
}

function cellsOf(template: ImportTemplate, row: PlannedRow, rowNo: number): (string | null)[] {
  return template.columns.map(({ value }) => cellOf(template, value, row, rowNo))
}

function cellOf(template: ImportTemplate, value: string, { record, after }: PlannedRow, rowNo: number): string | null {
  const now: Snapshot = {
    rowNo: String(rowNo),
    recordId: record.recordId,
    fullName: record.fullName,
    birthDate: record.birthDate,
    sex: record.sex,
    idNumber: record.idNumber,
    phone: record.phone,
    nationality: record.nationality,
    province: record.province,
    district: record.district,
    commune: record.commune,
    address: record.address,
    ...after,
  }
  const text = now[value] ?? null
  if (text === null) return null
  if (value === 'birthDate') return formatPlatformDate(text)
  if (value === 'sex') return template.sexWords[text as 'male' | 'female']
  return value === 'phone' ? text.replace(/^\+84/, '0') : text
}
