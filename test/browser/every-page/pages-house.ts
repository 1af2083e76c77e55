import type { StaffRole } from '../../../core/domain/role.ts'
import { type ChainHouse, openChainHouse } from '../../integration/chain/chain-house.ts'
import { anAccount } from '../../integration/desk/desk-house.ts'
import { helperBrowser } from '../../integration/helper/helper-house.ts'
import { openTime } from '../../integration/thread/thread-builders.ts'
import type { FormBrowser } from '../../support/form-browser.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { type CitizenRows, citizenRows, PHONE } from './citizen-rows.ts'
import { type OtherRows, otherRows } from './other-rows.ts'
import { type StationRows, stationRows } from './station-rows.ts'

/** Who looks at a page: `nobody` comes for the first time, `citizen` has proved who they are. */
export type Looker = 'nobody' | 'citizen' | StaffRole

export interface PagesHouse {
  url: string
  db: ChainHouse['db']
  rows: CitizenRows & StationRows & OtherRows
  /** Cookies of somebody who may see the page. */
  cookiesOf(looker: Looker): Promise<ReadonlyMap<string, string>>
  close(): Promise<void>
}

/** A station at work, with something on every page: cases in each state, lists, letters, talks, passports. */
export async function openPagesHouse(): Promise<PagesHouse> {
  const house = await openChainHouse()
  house.clock.set(openTime)
  const portal = await openWholePortal(house)
  const browsers = new Map<Looker, Promise<FormBrowser>>()
  const browserOf = (looker: Looker) => {
    const known = browsers.get(looker) ?? openBrowserOf(house, portal, looker)
    browsers.set(looker, known)
    return known
  }
  const officer = async (role: StaffRole) => browserOf(role)
  const browserOfCitizen = await browserOf('citizen')
  const citizen = await citizenRows(house, browserOfCitizen)
  const helper = helperBrowser(house, portal)
  browsers.set('helper', helper)
  const other = await otherRows(house, { citizen: browserOfCitizen, phone: PHONE, helper: await helper })
  const station = await stationRows(house, officer)
  return {
    url: portal.url,
    db: house.db,
    rows: { ...citizen, ...station, ...other },
    cookiesOf: async (looker) => (looker === 'nobody' ? new Map() : (await browserOf(looker)).cookies),
    close: async () => {
      await portal.close()
      await house.close()
    },
  }
}

async function openBrowserOf(house: ChainHouse, portal: WholePortal, looker: Looker): Promise<FormBrowser> {
  const browser = portal.browser()
  if (looker === 'nobody') return browser
  if (looker === 'citizen') {
    await browser.open('/')
    return browser
  }
  const { login, password, code } = await anAccount(house, { role: looker, unitId: UNIT_OF[looker] })
  const second = await browser.send(await browser.open('/can-bo/dang-nhap'), { login, password })
  await browser.send(second, { code: code() })
  return browser
}

const UNIT_OF: Record<StaffRole, string> = {
  clerk: 'tyt-mau',
  head: 'tyt-mau',
  police_officer: 'ca-mau',
  police_chief: 'ca-mau',
  district: 'ttyt-mau',
  province: 'syt-mau',
  helper: 'tyt-mau',
  auditor: 'syt-mau',
}
