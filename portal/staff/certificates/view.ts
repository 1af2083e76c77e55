import { signatureObjection } from '../../../core/domain/signing/signature-objection.ts'
import type { KeyDriver } from '../../../core/domain/signing/signing-driver.ts'
import type { SigningCertificate } from '../../../core/ports/certificates.ts'
import type { OwnCertificates } from '../../../core/use-cases/certificates/own-certificates.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import type { Say } from '../exports/view.ts'

interface Shown {
  say: Say
  practice: boolean
  hasToken: boolean
  errors?: FormErrors
  driver?: KeyDriver
  done: string | null
}

const STANDING = { good: 'revocationGood', unknown: 'revocationUnknown', stale: 'revocationStale' } as const

export function certificatesView(own: OwnCertificates, { say, practice, hasToken, errors, driver, done }: Shown) {
  const drivers: KeyDriver[] = hasToken ? ['soft', 'browser', 'pkcs11'] : ['soft', 'browser']
  return {
    errors: errors ?? noErrors,
    done,
    warning: warningOf(own, say),
    practice: practice && !own.current,
    current: own.current && summaryOf(own.current, own, say),
    earlier: own.earlier.map((one) => `${one.signer.serial.toLowerCase()} · ${formatDate(one.notAfter)}`),
    addHeading: say(own.current ? 'certificates.addAnother' : 'certificates.add'),
    driver: driver ?? 'soft',
    drivers: drivers.map((value) => ({ value, label: say(`certificates.drivers.${value}`), hint: null })),
  }
}

/** What would be refused is said before anybody signs with it. */
function warningOf({ standing, daysLeft }: OwnCertificates, say: Say): string | null {
  if (daysLeft !== null && daysLeft < 0) return say('certificates.ended')
  if (standing && !standing.ok) return say(`objections.${signatureObjection(standing.reason).objection.code}`)
  return daysLeft === null ? null : say('certificates.endsSoon', { days: daysLeft })
}

function summaryOf(one: SigningCertificate, { standing }: OwnCertificates, say: Say) {
  const line = (key: string, value: string) => ({ label: say(`certificates.${key}`), value, action: null })
  const usable = standing?.ok ? say(`certificates.${STANDING[standing.revocation]}`) : null
  return [
    line('holder', one.signer.subject),
    line('issuer', one.signer.issuer),
    line('serial', one.signer.serial.toLowerCase()),
    line('from', formatDate(one.notBefore)),
    line('until', formatDate(one.notAfter)),
    line('driver', say(`certificates.drivers.${one.driver}`)),
    ...(usable ? [line('standing', usable)] : []),
  ]
}
