import type { PoliceWorkbooks } from '../../core/ports/police-workbooks.ts'
import { readPoliceWorkbook } from './read-police-workbook.ts'
import { writePoliceWorkbook } from './write-police-workbook.ts'

export const policeWorkbooks: PoliceWorkbooks = { write: writePoliceWorkbook, read: readPoliceWorkbook }
