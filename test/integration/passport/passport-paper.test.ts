import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PassportPaper } from '../../../core/ports/services.ts'
import type { OwnCode } from '../../../core/use-cases/passport/own-passport.ts'
import { createPassportDesk } from '../../../platform/passport/passport-desk.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../../../platform/passport/signer.ts'
import { passportPdf } from '../../../platform/pdf/passport-paper.ts'
import { greyOf } from '../../../platform/photos/grey-image.ts'
import { findCodes } from '../../../platform/photos/qr-decoder.ts'
import { passportPaperWords } from '../../../templates/passport-paper.ts'
import { createRenderer } from '../../../templates/render.ts'
import { makeRsaSigner } from '../../support/code-workshop.ts'
import { doseCountFaults } from '../../support/dose-count-faults.ts'
import { textOfPdf } from '../../support/pdf-text.ts'

const noon = new Date('2026-03-02T05:00:00Z')
const { sentence } = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
const folder = mkdtempSync(join(tmpdir(), 'passport-paper-'))
afterAll(() => rmSync(folder, { recursive: true }))

let signer: PassportSigner
let rsa: PassportSigner
beforeAll(async () => {
  const { certificatePem, keyPem } = await makePracticeSigner(noon)
  signer = readPassportSigner(certificatePem, keyPem)
  rsa = await makeRsaSigner(noon)
})

/** The longest name and the longest holder that people here have, on a passport of so many doses. */
async function words(own: PassportSigner, doses: number, large: boolean): Promise<PassportPaper> {
  const desk = createPassportDesk({ loadSigner: async () => own, loadTrust: async () => [] })
  const fullName = 'Công Tằng Tôn Nữ Huyền Trân Phương Thảo Nguyên'
  const issuer = 'Trạm Y tế xã Mẫu'
  const numbers = Array.from({ length: doses }, (_, at) => doses - at)
  const codes = await Promise.all(
    numbers.map(async (number): Promise<OwnCode> => {
      const dose = { number, total: Math.max(number, 2), vaccine: 'Sputnik V', givenOn: `2021-0${number}-10` }
      const made = await desk.issue({ fullName, birthDate: '1990-05-17', doses: [dose], issuer, issuedAt: noon })
      const vaccine = desk.vaccines.find(({ name }) => name === 'Sputnik V')
      const codes = {
        vaccineKind: vaccine?.vp ?? '',
        product: vaccine?.productName ?? '',
        holder: vaccine?.holderName ?? '',
      }
      const facts = { fullName, birthDate: '1990-05-17', nationality: 'VN', certificate: made.ci, ...codes }
      const fields = { ...facts, doses: number, doseNumber: number, givenOn: dose.givenOn }
      return { fields, hc1: made.hc1, issuedAt: noon, expiresAt: made.expiresAt }
    }),
  )
  const passport = { state: 'ready', unitName: issuer, codes, isExpired: false, mayRenew: false } as const
  return passportPaperWords(passport, { large, drawnUpAt: noon }, sentence)
}

const variants: [string, boolean, () => PassportSigner][] = [
  ['ES256', false, () => signer],
  ['ES256 in large print', true, () => signer],
  ['PS256', false, () => rsa],
  ['PS256 in large print', true, () => rsa],
]

test.each(variants)('H09 %s: A5, at most 100 KB, and the QR is read after a photocopy', async (_name, large, own) => {
  const paper = await words(own(), 4, large)
  const pdf = await passportPdf(paper)
  expect(pdf.length).toBeLessThanOrEqual(100 * 1024)
  const pages = (await PDFDocument.load(pdf)).getPages().map((page) => page.getSize())
  for (const { width, height } of pages) expect([Math.round(width), Math.round(height)]).toEqual([420, 595])
  expect(pages).toHaveLength(5)
  const copy = await photocopied(pictureOf(pdf, 2))
  const [code] = await findCodes(await greyOf(sharp(copy)))
  expect(code?.text).toBe(paper.pages[0]?.hc1)
})

test('H09 the symbol without its quiet zone is at least 30 mm wide on paper', async () => {
  for (const large of [false, true]) {
    const picture = pictureOf(await passportPdf(await words(signer, 1, large)), 2)
    const { data, info } = await sharp(picture).grayscale().raw().toBuffer({ resolveWithObject: true })
    expect((widestBlackRun(data, info) / DPI) * 25.4).toBeGreaterThanOrEqual(30)
  }
})

test('H03 the paper has the 11 fields in the official order, H08 and no page runs over its edge', async () => {
  const paper = await words(signer, 2, true)
  const [, first = ''] = await textOfPdf(await passportPdf(paper))
  const lines = first.split('\n')
  const numbered = lines.filter((line) => /^\d+\. /.test(line))
  expect(numbered.map((line) => line.split(' ')[0])).toEqual(Array.from({ length: 11 }, (_, at) => `${at + 1}.`))
  for (const { rows } of paper.pages)
    expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: 11 }, (_, at) => at + 1))
  for (const { value } of paper.pages[0]?.rows ?? [])
    expect(first.replace(/\s/g, '')).toContain(value.replace(/\s/g, ''))
})

test.each([1, 2, 3, 4])(
  'H08 a paper of %i doses says as many as it shows, in both languages, on every page',
  async (doses) => {
    for (const large of [false, true]) {
      const paper = await words(signer, doses, large)
      const pages = await textOfPdf(await passportPdf(paper))
      expect(paper.pages).toHaveLength(doses)
      expect(doseCountFaults(pages.join('\n'), doses)).toEqual([])
      for (const page of pages.slice(1)) expect(doseCountFaults(page, 1)).toEqual([])
    }
  },
)

test('H08 the rule finds a paper that says three doses and shows one', () => {
  expect(doseCountFaults('Đã tiêm 3 mũi', 1)).toEqual(['3 mũi'])
  expect(doseCountFaults('three doses received', 1)).toEqual(['three doses'])
  expect(doseCountFaults('ba mũi tiêm, 3 mã QR', 3)).toEqual([])
  expect(doseCountFaults('QR code of dose no. 3, mũi thứ 3', 1)).toEqual([])
})

const DPI = 200

function pictureOf(pdf: Uint8Array, page: number): Buffer {
  const [file, out] = [join(folder, 'paper.pdf'), join(folder, 'page')]
  writeFileSync(file, pdf)
  execFileSync('pdftoppm', [
    '-r',
    String(DPI),
    '-f',
    String(page),
    '-l',
    String(page),
    '-png',
    '-singlefile',
    file,
    out,
  ])
  return readFileSync(`${out}.png`)
}

/** Twice through a tired machine: a little askew, blurred, grey where black was, speckled, and packed as JPEG. */
async function photocopied(page: Buffer): Promise<Buffer> {
  const askew = await sharp(page).rotate(1.5, { background: '#fff' }).blur(0.9).linear(0.72, 38).png().toBuffer()
  const { width = 0, height = 0 } = await sharp(askew).metadata()
  const noise = { type: 'gaussian', mean: 128, sigma: 14 } as const
  const speckle = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer()
  return sharp(askew)
    .composite([{ input: speckle, blend: 'soft-light' }])
    .blur(0.5)
    .jpeg({ quality: 60 })
    .toBuffer()
}

/** Pixels from the first to the last dark one in the row where they lie furthest apart inside the QR's own square. */
function widestBlackRun(data: Buffer, { width, height }: { width: number; height: number }): number {
  // The finder pattern's upper edge: seven modules that no letter is as wide as.
  for (let y = 0; y < height; y += 1) {
    const row = data.subarray(y * width, (y + 1) * width)
    const first = row.findIndex((value) => value < 90)
    const last = row.findLastIndex((value) => value < 90)
    if (first >= 0 && solid(row, first) && solid(row, last - 12)) return last - first
  }
  throw new Error('no QR on this page')
}

const solid = (row: Buffer, from: number) => row.subarray(from, from + 12).every((value) => value < 90)
