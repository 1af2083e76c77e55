/** What one uploaded sheet may cost; anything beyond is refused with a reason and never read to the end. */
export type SheetLimits = {
  fileBytes: number
  /** Of all parts of a workbook together, inflated. */
  inflatedBytes: number
  /** Of one part other than a worksheet: shared strings and styles are held in memory whole. */
  partBytes: number
  parts: number
  rows: number
  columns: number
  cellLetters: number
  milliseconds: number
  heapMegabytes: number
}

export const SHEET_LIMITS: SheetLimits = {
  fileBytes: 25 * 1024 * 1024,
  inflatedBytes: 300 * 1024 * 1024,
  partBytes: 60 * 1024 * 1024,
  parts: 2000,
  rows: 200_000,
  columns: 200,
  cellLetters: 10_000,
  milliseconds: 45_000,
  heapMegabytes: 512,
}
