import sharp from 'sharp'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { plain } from '../../support/form-browser.ts'
import type { TestHouse } from '../../support/test-app.ts'
import type { WholePortal } from '../../support/whole-portal.ts'
import { aReport, doneValue, holdPhone, lastCode, newDraft } from '../citizen/citizen-builders.ts'

type Browser = ReturnType<WholePortal['browser']>

export const OWN = '/quyen-cua-toi'

export const words = (page: { html: string }) => plain(page.html)

/** Whoever holds this phone, at the front page of their rights. */
export async function provedBrowser(house: TestHouse, portal: WholePortal, phone: string): Promise<Browser> {
  const browser = portal.browser()
  const asked = await browser.send(await browser.open(OWN), { phone: `0${phone.slice(3)}` })
  await browser.send(asked, { code: await lastCode(house, phone) })
  return browser
}

export async function aPhoto(): Promise<Buffer> {
  const grey = { width: 60, height: 40, channels: 3, background: '#888' } as const
  return sharp({ create: grey }).jpeg().toBuffer()
}

/** A report with one photo, sent from this address by the holder of this phone. */
export async function aSentReport(house: TestHouse, { address, phone }: { address: string; phone: string }) {
  await holdPhone(house, address, phone)
  const draftId = await newDraft(house, address)
  const photo = { address, caseId: draftId, kind: 'card_front' as const, dedupeKey: `photo|${draftId}` }
  doneValue(await attachPhoto(house.app, { ...photo, bytes: await aPhoto(), consentVersion: PHOTO_CONSENT_VERSION }))
  const chat = address.startsWith('web|') ? null : address
  const report = await aReport(house, { address: chat, provedBy: address, draftId, phone })
  return doneValue(await recordReport(house.app, report))
}

/** A phone nobody else in the test has. */
export function aPhone(count: number): string {
  return `+8491200${String(count).padStart(4, '0')}`
}
