/** Why a consent did not connect the Official Account; each has a sentence with what to do (templates/locales/channels). */
export const CONSENT_REFUSALS = [
  'not_configured',
  'not_granted',
  'state_unknown',
  'state_expired',
  'other_session',
  'app_unknown',
  'redirect_differs',
  'secret_wrong',
  'code_spent',
  'refresh_dead',
  'grant_wrong',
  'unreachable',
  'other',
] as const

export type ConsentRefusal = (typeof CONSENT_REFUSALS)[number]

/** Zalo's OAuth errors (channels 1.2). A reused refresh token is -14014 in one source and -14020 in another. */
const BY_CODE: Readonly<Record<string, ConsentRefusal>> = {
  '-14002': 'app_unknown',
  '-14003': 'redirect_differs',
  '-14004': 'secret_wrong',
  '-14005': 'code_spent',
  '-14014': 'refresh_dead',
  '-14018': 'grant_wrong',
  '-14020': 'refresh_dead',
  network: 'unreachable',
  timeout: 'unreachable',
}

export function consentRefusalOf(code: number | string): ConsentRefusal {
  return BY_CODE[String(code)] ?? (/^http_5\d\d$/.test(String(code)) ? 'unreachable' : 'other')
}

/** Only a new consent of an OA administrator helps. Every other failure leaves the stored pair as it is. */
export function endsConsent(code: number | string): boolean {
  return consentRefusalOf(code) === 'refresh_dead'
}
