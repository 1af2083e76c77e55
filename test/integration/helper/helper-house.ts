import { EMPTY_DRAFT, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { saveDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { askCitizen, confirmCitizen } from '../../../core/use-cases/helper/begin-helping.ts'
import { handIn } from '../../../core/use-cases/helper/hand-in.ts'
import { helpingSession } from '../../../core/use-cases/helper/helping-session.ts'
import { paths } from '../../../portal/paths.ts'
import type { FormBrowser } from '../../support/form-browser.ts'
import type { TestHouse } from '../../support/test-app.ts'
import type { WholePortal } from '../../support/whole-portal.ts'
import { doneValue, hoa, lastCode } from '../citizen/citizen-builders.ts'
import { anAccount } from '../desk/desk-house.ts'

/** A browser in which a helper of the practice village is logged in. */
export async function helperBrowser(house: TestHouse, portal: WholePortal): Promise<FormBrowser & { staffId: string }> {
  const browser = portal.browser()
  const { login, password, code, staffId } = await anAccount(house, { role: 'helper', unitId: 'tyt-mau' })
  const second = await browser.send(await browser.open(paths.staff.logIn), { login, password })
  await browser.send(second, { code: code() })
  return { ...browser, staffId }
}

/** A citizen who has agreed by SMS; answers the token of the hour and its desk. */
export async function agreedBySms(house: TestHouse, officer: Officer, phone: string) {
  const { token } = doneValue(await askCitizen(house.app, { officer, phone, locale: 'vi' }))
  doneValue(await confirmCitizen(house.app, { officer, token, code: await lastCode(house, phone) }))
  const session = await helpingSession(house.app, { staffId: officer.staffId, token })
  if (!session) throw new Error('the help session is gone')
  return { token, session }
}

/** One citizen helped from the consent to the hand-in. */
export async function helpOne(house: TestHouse, officer: Officer, phone: string, wish: Partial<ReportDraft> = {}) {
  const { session } = await agreedBySms(house, officer, phone)
  await tellDesk(house, session.address, wish)
  return doneValue(await handIn(house.app, { officer, session, locale: 'vi' }))
}

export async function tellDesk(house: TestHouse, address: string, wish: Partial<ReportDraft> = {}): Promise<void> {
  const body: ReportDraft = {
    ...EMPTY_DRAFT,
    claimant: hoa,
    types: ['WRONG_NAME'],
    corrections: [{ field: 'fullName', correct: 'Nguyễn Thị Thơ', source: 'typed' }],
    ...wish,
  }
  await saveDraft(house.app, { address, body })
}
