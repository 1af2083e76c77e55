import type { PassportPaper } from '../core/ports/services.ts'
import type { ElevenFields, OwnPassport } from '../core/use-cases/passport/own-passport.ts'
import type { Locale, Renderer } from './render.ts'
import { formatDate } from './rendering/formatters.ts'

const LANGUAGES = ['vi', 'en'] as const

/** The eleven fields of Decision 5772 in their official order (domain 3.2). */
export const ELEVEN = [
  'fullName',
  'birthDate',
  'nationality',
  'disease',
  'doses',
  'givenOn',
  'doseNumber',
  'vaccine',
  'product',
  'holder',
  'certificate',
] as const

type Say = Renderer['sentence']
type Ready = Extract<OwnPassport, { state: 'ready' }>

/** The passport for paper, in both languages: a summary of exactly the doses whose codes follow, then one code a page (features H08). */
export function passportPaperWords(
  passport: Ready,
  { large, drawnUpAt }: { large: boolean; drawnUpAt: Date },
  say: Say,
): PassportPaper {
  const both = (key: string, params?: Record<string, string | number>) =>
    LANGUAGES.map((locale) => say(`passportpaper.${key}`, locale, params))
  const { codes, unitName } = passport
  return {
    title: say('passportpaper.title', 'vi'),
    unit: unitName,
    drawnUpAt,
    large,
    summary: {
      headings: both('title'),
      name: codes[0] ? `${codes[0].fields.fullName}, ${formatDate(codes[0].fields.birthDate)}` : '',
      lines: codes.map(({ fields }) => summaryLine(fields)),
      notes: [...both(codes.length === 1 ? 'countOne' : 'count', { count: codes.length }), ...both('use')],
    },
    pages: codes.map(({ fields, hc1, expiresAt }) => ({
      headings: both('dose', { number: fields.doseNumber }),
      hc1,
      rows: ELEVEN.map((field, index) => ({
        no: index + 1,
        label: say(`passport.field.${field}`, 'vi'),
        english: say(`passport.field.${field}`, 'en'),
        value: elevenValues(fields, 'vi', say)[field],
      })),
      notes: both('validUntil', { date: formatDate(expiresAt) }),
    })),
  }
}

const summaryLine = ({ doseNumber, givenOn, product, holder }: ElevenFields) =>
  `${doseNumber}. ${formatDate(givenOn)} · ${product} · ${holder}`

export function elevenValues(fields: ElevenFields, locale: Locale, say: Say): Record<(typeof ELEVEN)[number], string> {
  const { fullName, doses, doseNumber, product, holder, certificate } = fields
  return {
    fullName,
    birthDate: formatDate(fields.birthDate),
    nationality: countryName(fields.nationality, locale),
    disease: say('passport.disease', locale),
    doses: String(doses),
    givenOn: formatDate(fields.givenOn),
    doseNumber: String(doseNumber),
    vaccine: say(`passport.kind.${fields.vaccineKind}`, locale),
    product,
    holder,
    certificate,
  }
}

/** Two letters of ISO 3166; the Platform writes no other. */
function countryName(code: string, locale: Locale): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code
}
