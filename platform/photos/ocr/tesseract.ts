import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js'
import type { OcrOptions, SeenWord } from './ocr-lab.ts'

type Language = OcrOptions['language']

const loaded: Partial<Record<Language, Promise<Worker>>> = {}

/** Every word in reading order; only inside the child process of ocr-lab.ts, as a worker thread cannot be stopped. */
export async function readWords(image: Uint8Array, options: OcrOptions): Promise<SeenWord[]> {
  const worker = await readerOf(options.language)
  await worker.setParameters({
    tessedit_char_whitelist: options.whitelist ?? '',
    tessedit_pageseg_mode: options.singleBlock ? PSM.SINGLE_BLOCK : PSM.AUTO,
  })
  const { data } = await worker.recognize(Buffer.from(image), {}, { blocks: true, text: false })
  const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs).flatMap((paragraph) => paragraph.lines)
  return lines
    .flatMap((line) => line.words)
    .map(({ text, confidence, bbox }) => ({
      text,
      confidence: confidence / 100,
      box: { left: bbox.x0, top: bbox.y0, width: bbox.x1 - bbox.x0, height: bbox.y1 - bbox.y0 },
    }))
}

function readerOf(language: Language): Promise<Worker> {
  loaded[language] ??= createWorker(language, OEM.LSTM_ONLY, {
    langPath: dataFolder(language),
    cacheMethod: 'none',
    errorHandler: () => undefined,
  })
  return loaded[language]
}

/** The npm package holds the data: without this path it would be fetched from a network address. */
function dataFolder(language: Language): string {
  const entry = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}`)
  return join(dirname(entry), '4.0.0_best_int')
}
