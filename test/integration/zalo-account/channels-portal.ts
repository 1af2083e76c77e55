import type { StaffRole } from '../../../core/domain/role.ts'
import type { FormBrowser, Page } from '../../support/form-browser.ts'
import { openWholePortal } from '../../support/whole-portal.ts'
import { anAccount } from '../desk/desk-house.ts'
import { openZaloHouse } from './zalo-house.ts'

export type ChannelsPortal = Awaited<ReturnType<typeof openChannelsPortal>>

export const CHANNELS = '/can-bo/kenh-lien-lac'

/** Every page around a house with a Zalo app, the callback address being the portal's own. */
export async function openChannelsPortal() {
  const house = await openZaloHouse()
  const { zalo } = house
  const settings = { ZALO_APP_ID: zalo.appId, ZALO_APP_SECRET: zalo.appSecret, ZALO_OA_SECRET: zalo.oaSecret }
  const portal = await openWholePortal(house, settings)
  house.app.settings.publicUrl = portal.url
  zalo.rules.redirectUri = `${portal.url}/can-bo/kenh/zalo/tra-ve`
  return {
    ...house,
    portal,
    logIn: async (role: StaffRole = 'district', unitId = 'ttyt-mau') => {
      const account = await anAccount(house, { role, unitId })
      const browser = portal.browser()
      const asked = await browser.send(await browser.open('/can-bo/dang-nhap'), {
        login: account.login,
        password: account.password,
      })
      await browser.send(asked, { code: account.code() })
      return browser
    },
    close: async () => {
      await portal.close()
      await house.close()
    },
  }
}

/** Presses Connect; answers where Zalo's consent page would open. */
export async function pressConnect(browser: FormBrowser): Promise<string> {
  const page = await browser.open(CHANNELS)
  const form = page.forms.find((one) => one.buttons.some((button) => button.value === 'connect'))
  const body = new URLSearchParams([...(form?.fields ?? []), ['act', 'connect']])
  const answer = await browser.ask(CHANNELS, { method: 'POST', body })
  return answer.headers.get('location') ?? `no redirect: ${answer.status}`
}

/** What the browser does with the address Zalo sends it to. */
export function comeBack(browser: FormBrowser, address: string): Promise<Page> {
  const { pathname, search } = new URL(address)
  return browser.open(pathname + search)
}
