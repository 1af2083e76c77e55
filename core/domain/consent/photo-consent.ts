/**
 * The consent asked before the first photo (features L09; Law 91/2025 art. 9: informed, never by silence).
 * The text stands in templates/locales/consent; whoever changes it gives it a new version here.
 */
export const PHOTO_CONSENT_VERSION = '2026-11-1'

/** Only the text that is shown today can be agreed to. */
export function isCurrentConsent(version: string | null): boolean {
  return version === PHOTO_CONSENT_VERSION
}
