import { DecryptionError } from 'hucre'
import { type CellValue, streamXlsxRows } from 'hucre/xlsx'
import { openStandard } from './standard-encryption.ts'

/** The process that opens one workbook with its password and ends. */
export type LockedJob = { bytes: Uint8Array; password: string }
export type LockedNews = { ok: true; lines: string[][] } | { ok: false; reason: 'wrong_password' | 'not_a_workbook' }

const MOST_LINES = 1000
const MOST_COLUMNS = 40

process.once('message', async ({ bytes, password }: LockedJob) => {
  const news: LockedNews = await read(bytes, password).catch((cause: unknown) => ({
    ok: false,
    reason: cause instanceof DecryptionError ? 'wrong_password' : 'not_a_workbook',
  }))
  process.send?.(news, undefined, undefined, () => process.disconnect())
})

/** Nobody is listening any more: the work is worth nothing. */
process.once('disconnect', () => process.exit())

async function read(bytes: Uint8Array, password: string): Promise<LockedNews> {
  const opened = openStandard(Buffer.from(bytes), password)
  if (opened === 'wrong_password') return { ok: false, reason: opened }
  const lines: string[][] = []
  const rows =
    opened === 'other_kind' ? streamXlsxRows(bytes, { password, sheet: 0 }) : streamXlsxRows(opened, { sheet: 0 })
  for await (const { index, values } of rows) {
    if (index >= MOST_LINES) break
    lines[index] = values.slice(0, MOST_COLUMNS).map(cellText)
  }
  return { ok: true, lines: Array.from(lines, (line) => line ?? []) }
}

/** A day or a number that an office program made of a text comes back as people see it; the comparison finds what is lost. */
function cellText(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : writtenDay(value.toISOString())
  if (typeof value === 'number') return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 10 })
  return String(value).normalize('NFC').trim()
}

const writtenDay = (iso: string) => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`
