import { isCurrentConsent } from '../../domain/consent/photo-consent.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'

/** Stores who agreed to which text and when, before the first photo (features L09). */
export async function giveConsent(app: App, command: { address: string; version: string }): Promise<Outcome<null>> {
  if (!isCurrentConsent(command.version)) return object('consent_needed')
  await app.store.transaction(async (tx) => {
    const given = await tx.citizens.consentOf(command.address, command.version)
    if (given && given.reportId === null) return
    const { address, version: textVersion } = command
    await tx.citizens.giveConsent({ id: app.newId(), address, reportId: null, textVersion, givenAt: app.now() })
  })
  return done(null)
}
