import { openGuardedChild } from '../guarded-child.ts'

/** One word that was seen on a picture; `confidence` is 0–1 and the box is in pixels of that picture. */
export interface SeenWord {
  text: string
  confidence: number
  box: { left: number; top: number; width: number; height: number }
}

export interface OcrOptions {
  language: 'eng' | 'vie'
  /** The only characters that can be answered. */
  whitelist?: string
  /** One block of even lines, for a cut-out; without it the layout of the page is looked for. */
  singleBlock?: boolean
}

export interface OcrQuestion {
  image: Uint8Array
  options: OcrOptions
}

/** Reads print from a picture in a child process with a time limit and a memory limit (C06, C13). */
export interface OcrLab {
  /** A PNG or JPEG of our own making, upright and not larger than a phone screen; null when it took too long or the child died. */
  readText(image: Uint8Array, options: OcrOptions): Promise<{ words: SeenWord[] } | null>
  close(): Promise<void>
}

/** A paper slip of 1600 pixels takes about 3 s on an idle machine. */
const HARD_LIMIT_MS = 20_000

/** Started when first needed; language data and WebAssembly are loaded once, from the packages on disk. */
export function openOcrLab({ hardLimitMs = HARD_LIMIT_MS } = {}): OcrLab {
  const file = new URL('./ocr-lab.child.ts', import.meta.url)
  const child = openGuardedChild<OcrQuestion, { words: SeenWord[] } | null>(file, { hardLimitMs, name: 'text reader' })
  return {
    readText: async (image, options) => (await child.ask({ image, options })) ?? null,
    close: () => child.close(),
  }
}
