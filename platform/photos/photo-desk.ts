import type { PhotoDesk } from '../../core/ports/services.ts'
import { cut } from './cut.ts'
import { cover } from './mask/cover.ts'
import { type OcrLab, openOcrLab } from './ocr/ocr-lab.ts'
import { openPhotoLab } from './photo-lab.ts'
import { readPrint } from './slip/read-print.ts'
import { watermark } from './watermark.ts'

/**
 * Two children: somebody who sends a photo does not wait behind the reading of another's card. Started when first needed.
 * Without `ocr` nobody reads print: papers are then compared by eye (features M07).
 */
export function openPhotoDesk({ ocr = true } = {}): PhotoDesk & { close(): Promise<void> } {
  const intake = openPhotoLab()
  const reader = openPhotoLab()
  const print: OcrLab | null = ocr ? openOcrLab() : null
  return {
    takeIn: (bytes) => intake.takeIn(bytes),
    readCard: (bytes) => reader.readCard(bytes),
    cardAreas: (bytes) => reader.cardAreas(bytes),
    readPrint: async (bytes) => print && readPrint(print, bytes),
    cover,
    cut,
    watermark,
    close: async () => {
      await Promise.all([intake.close(), reader.close(), print?.close()])
    },
  }
}
