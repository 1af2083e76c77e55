import type { OwnCode, OwnPassport } from '../../../core/use-cases/passport/own-passport.ts'
import { ELEVEN, elevenValues } from '../../../templates/passport-paper.ts'
import { LOCALES, type Locale, type Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { pngImage } from '../../qr-image.ts'

type Say = Renderer['sentence']
type Draw = (hc1: string) => Buffer

/** `renewed`: the holder has just taken new codes. */
export function ownView(passport: OwnPassport, locale: Locale, say: Say, draw: Draw, renewed = false) {
  const base = { state: passport.state, renewed, passport: null, reason: null }
  if (passport.state === 'none') return { ...base, reason: reasonView(passport.reason, locale, say) }
  if (passport.state !== 'ready') return base
  const { codes, isExpired, mayRenew } = passport
  const [newest] = codes
  if (!newest) throw new Error('A passport that is ready has a code')
  const shown = codes.map((code) => codeView(code, locale, say, draw))
  return {
    ...base,
    passport: {
      codes: shown,
      several: codes.length > 1,
      doses: codes.map(({ fields }) => ({
        number: fields.doseNumber,
        givenOn: formatDate(fields.givenOn),
        product: fields.product,
      })),
      expiresOn: formatDate(newest.expiresAt),
      isExpired,
      mayRenew,
    },
  }
}

function codeView({ fields, hc1, issuedAt, expiresAt }: OwnCode, locale: Locale, say: Say, draw: Draw) {
  const values = elevenValues(fields, locale, say)
  return {
    number: fields.doseNumber,
    rows: ELEVEN.map((field, index) => ({
      no: index + 1,
      labels: LOCALES.map((lang) => ({ lang, text: say(`passport.field.${field}`, lang) })),
      value: values[field],
    })),
    qr: pngImage(draw(hc1)),
    hc1,
    issuedOn: formatDate(issuedAt),
    expiresOn: formatDate(expiresAt),
  }
}

type None = Extract<OwnPassport, { state: 'none' }>

/** What is missing, what comes next and who does it (features H12). */
export function reasonView(reason: None['reason'], locale: Locale, say: Say) {
  if (!reason) return null
  const { why, who, unit } = reason
  return {
    text: `${say(`passport.whyHeading.${why}`, locale)}. ${say(`passport.whyText.${why}`, locale)}`,
    next: say(`passport.whyNext.${why}`, locale),
    who: unit ? unit.name : say(`passport.who.${who}`, locale),
    address: unit?.address ?? null,
    openingHours: unit?.openingHours ?? null,
  }
}
