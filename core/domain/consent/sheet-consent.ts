/**
 * What a person on somebody else's sheet agrees to (features B10; Law 91/2025 art. 9: each person for themselves).
 * The text stands in templates/locales/household; whoever changes it gives it a new version here.
 */
export const SHEET_CONSENT_VERSION = 'sheet-2026-11-1'
