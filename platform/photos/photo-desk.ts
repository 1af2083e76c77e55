import type { PhotoDesk } from '../../core/ports/services.ts'
import { openPhotoLab } from './photo-lab.ts'
import { watermark } from './watermark.ts'

/** Two children: somebody who sends a photo does not wait behind the reading of another's card. Started when first needed. */
export function openPhotoDesk(): PhotoDesk & { close(): Promise<void> } {
  const intake = openPhotoLab()
  const reader = openPhotoLab()
  return {
    takeIn: (bytes) => intake.takeIn(bytes),
    readCard: (bytes) => reader.readCard(bytes),
    watermark,
    close: async () => {
      await Promise.all([intake.close(), reader.close()])
    },
  }
}
