import type { ElevenFields, OwnPassport } from '../../../core/use-cases/passport/own-passport.ts'
import { LOCALES, type Locale, type Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { svgImage } from '../../qr-image.ts'

/** The eleven fields of Decision 5772 in their official order (domain 3.2). */
const FIELDS = [
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
type Field = (typeof FIELDS)[number]

export function ownView(passport: OwnPassport, locale: Locale, say: Renderer['sentence']) {
  if (passport.state !== 'ready') return { state: passport.state, passport: null }
  const { fields, qrSvg, hc1, issuedAt, expiresAt, isExpired } = passport
  const values = valuesOf(fields, locale, say)
  return {
    state: passport.state,
    passport: {
      rows: FIELDS.map((field, index) => ({
        no: index + 1,
        labels: LOCALES.map((lang) => ({ lang, text: say(`passport.field.${field}`, lang) })),
        value: values[field],
      })),
      qr: svgImage(qrSvg),
      hc1,
      issuedOn: formatDate(issuedAt),
      expiresOn: formatDate(expiresAt),
      isExpired,
    },
  }
}

function valuesOf(fields: ElevenFields, locale: Locale, say: Renderer['sentence']): Record<Field, string> {
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
