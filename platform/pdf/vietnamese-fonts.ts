import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fontkit from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import { withEvenGlyphs } from './even-glyphs.ts'

export interface Fonts {
  regular: PDFFont
  bold: PDFFont
  italic: PDFFont
}

const PACKAGE = '@expo-google-fonts/tinos'
const here = createRequire(import.meta.url)
const file = (path: string) => withEvenGlyphs(readFileSync(here.resolve(`${PACKAGE}/${path}`)))

/** One face alone, for a line that is added to a paper that exists. */
export async function embedRegular(pdf: PDFDocument): Promise<PDFFont> {
  pdf.registerFontkit(fontkit)
  const options = { subset: true, customName: 'TinosSignature' }
  return pdf.embedFont(file('400Regular/Tinos_400Regular.ttf'), options)
}

/** Tinos has the measures of Times New Roman, the face of official papers (Decree 30/2020), and every Vietnamese letter. */
export async function embedFonts(pdf: PDFDocument): Promise<Fonts> {
  pdf.registerFontkit(fontkit)
  const embed = (path: string, customName: string) => pdf.embedFont(file(path), { subset: true, customName })
  return {
    regular: await embed('400Regular/Tinos_400Regular.ttf', 'Tinos'),
    bold: await embed('700Bold/Tinos_700Bold.ttf', 'TinosBold'),
    italic: await embed('400Regular_Italic/Tinos_400Regular_Italic.ttf', 'TinosItalic'),
  }
}
