import { midnightInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'
import { writeFooters, writeHead, writeSignatures } from './list-pdf-frame.ts'
import { writeRows } from './list-pdf-table.ts'
import { openA4 } from './open-paper.ts'
import type { PoliceListPaper } from './police-list-paper.ts'

/** A4, Vietnamese, the same bytes for the same list: its own hash is stored beside it (features F06, F01). */
export async function policeListPdf(list: PoliceListPaper): Promise<Uint8Array> {
  const { number, unit, drawnUpOn } = list
  const paper = await openA4({ title: number, author: unit, drawnUpAt: midnightInVietNam(drawnUpOn) })
  writeHead(paper, list)
  writeRows(paper, list)
  writeSignatures(paper, list)
  writeFooters(paper, list)
  return paper.pdf.save({ useObjectStreams: false })
}
