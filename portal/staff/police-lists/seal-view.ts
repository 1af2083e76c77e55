import type { PoliceReturn } from '../../../core/ports/police-lists.ts'
import { waitsForRealSignature } from '../../../core/use-cases/police/sign-return.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'

/** How both sides sealed a return, in words; minutes are never called a signature (features F06, H11). */
export function sealView(one: PoliceReturn, number: string, say: Say) {
  const part = String(one.part)
  return {
    seals: [...policeSeal(one, say), ...stationSeal(one, say)],
    isOffered: waitsForRealSignature(one),
    minutesHref: one.state === 'drawn_up' ? paths.staff.returnMinutes(number, part) : null,
    signatures: [
      ...(one.signature ? [{ href: paths.staff.returnSignature(number, part, 'police'), side: 'police' }] : []),
      ...(one.acceptedSignature
        ? [{ href: paths.staff.returnSignature(number, part, 'station'), side: 'station' }]
        : []),
    ].map(({ href, side }) => ({ href, label: say(`seals.file.${side}`) })),
  }
}

function policeSeal(one: PoliceReturn, say: Say): string[] {
  if (one.state === 'drawn_up') return []
  const lines: string[] = []
  if (one.minutes) {
    const { number, date, parties } = one.minutes
    lines.push(say('police.list.minutes', { number, date: date ? formatDate(date) : '', parties }))
  }
  if (!one.signer) return lines
  return [...lines, ...signedLines('police', one.signer, one, say)]
}

function stationSeal(one: PoliceReturn, say: Say): string[] {
  if (one.state !== 'accepted') return []
  if (!one.acceptedSigner) return [say(one.acceptedScanKey ? 'seals.stationScan' : 'seals.stationNone')]
  const seal = { driver: one.acceptedDriver, revocation: one.acceptedRevocation, signedAt: one.acceptedAt }
  return signedLines('station', one.acceptedSigner, seal, say)
}

function signedLines(
  side: 'police' | 'station',
  signer: NonNullable<PoliceReturn['signer']>,
  { driver, revocation, signedAt }: Pick<PoliceReturn, 'driver' | 'revocation' | 'signedAt'>,
  say: Say,
): string[] {
  const subject = nameOf(signer.subject)
  const at = signedAt ? formatDateTime(signedAt) : ''
  const how = driver ? say(`seals.driver.${driver}`) : ''
  const told = say(`seals.${side}`, { subject, serial: signer.serial.toLowerCase(), at, how })
  return revocation === 'good' || revocation === null ? [told] : [told, say(`seals.revocation.${revocation}`)]
}

/** The person's name out of the whole line of the certificate. */
const nameOf = (subject: string) => /CN=([^,]+)/.exec(subject)?.[1] ?? subject
