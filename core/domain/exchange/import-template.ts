import { type IsoDate, writeDate } from '../person/calendar-date.ts'

/** The Platform's import file as we know it; `version` is stored with every export made from it (features G01). */
export interface ImportTemplate {
  version: string
  sheetName: string
  columns: readonly { header: string; value: string; width: number }[]
  sexWords: { male: string; female: string }
}

/** 2021-08-05 as the Platform writes it: 05/08/2021. */
export function formatPlatformDate(iso: string): string {
  return writeDate(iso as IsoDate)
}
