import { paths } from '../../../portal/paths.ts'
import type { Looker, PagesHouse } from './pages-house.ts'

export interface ListedPage {
  looker: Looker
  /** As in portal/paths.ts, with `:` where something stands in between. */
  route: string
  path: string
}

type Rows = PagesHouse['rows']

const {
  public: open,
  citizen,
  staff,
  lookUpSteps,
  reportSteps,
  trackSteps,
  contact,
  chain,
  family,
  helper,
  rights,
} = paths
const { household } = paths
const at = (looker: Looker, route: string, path = route): ListedPage => ({ looker, route, path })

/** What anybody may open. */
const OPEN_PAGES: readonly ListedPage[] = [
  at('nobody', open.home),
  at('nobody', open.help),
  at('nobody', open.privacy),
  at('nobody', open.verify),
  at('nobody', open.connectABot),
  at('nobody', open.offline),
  at('nobody', open.alive),
  at('nobody', open.letterCheck(':'), open.letterCheck('khong-co')),
  at('nobody', open.listen),
  at('nobody', citizen.lookUp),
  at('nobody', citizen.report),
  at('nobody', citizen.track),
  at('nobody', citizen.chat),
  at('nobody', citizen.meetOfficer),
  at('nobody', citizen.toldStation),
  at('nobody', lookUpSteps.counterCode),
  at('nobody', family.phone),
  at('nobody', household.own),
  at('nobody', rights.own),
  at('nobody', citizen.messageBox),
  at('nobody', staff.logIn),
  at('nobody', '/:nowhere', '/khong-co'),
]

/** What somebody sees who has proved who they are. */
const citizenPages = ({
  waiting,
  asked,
  refused,
  notMeToken,
  uploadToken,
  member,
  sheet,
  sheetToken,
  rightsReceipt,
}: Rows): ListedPage[] => [
  at('citizen', lookUpSteps.result),
  at('citizen', lookUpSteps.code),
  at('citizen', lookUpSteps.passport),
  at('citizen', reportSteps.who),
  at('citizen', reportSteps.facts),
  at('citizen', reportSteps.doses),
  at('citizen', reportSteps.note),
  at('citizen', reportSteps.photos),
  at('citizen', reportSteps.review),
  at('citizen', reportSteps.receipt(':'), reportSteps.receipt(waiting)),
  at('citizen', citizen.trackOne(':'), citizen.trackOne(waiting)),
  at('citizen', citizen.trackOne(':'), citizen.trackOne(asked)),
  at('citizen', citizen.trackOne(':'), citizen.trackOne(refused)),
  at('citizen', trackSteps.fix(':'), trackSteps.fix(refused)),
  at('citizen', trackSteps.more(':'), trackSteps.more(asked)),
  at('citizen', trackSteps.withdraw(':'), trackSteps.withdraw(waiting)),
  at('citizen', trackSteps.appeal(':'), trackSteps.appeal(refused)),
  at('citizen', citizen.uploadLink(':'), citizen.uploadLink(uploadToken)),
  at('citizen', contact.own),
  at('citizen', family.own),
  at('citizen', family.add),
  at('citizen', family.counterCode),
  at('citizen', family.takeOver),
  at('citizen', family.birthPaper),
  at('citizen', rights.own),
  at('citizen', rights.data),
  at('citizen', rights.opened),
  at('citizen', rights.copy),
  at('citizen', rights.ask(':'), rights.ask('erase')),
  at('citizen', household.own),
  at('citizen', household.sheet(':'), household.sheet(sheet)),
  at('citizen', household.slips(':'), household.slips(sheet)),
  at('citizen', household.confirm(':'), household.confirm(sheetToken)),
  at('citizen', family.member(':'), family.member(member)),
  at('citizen', rights.receipt(':'), rights.receipt(rightsReceipt)),
  at('citizen', reportSteps.urgent),
  at('nobody', contact.notMe(':'), contact.notMe(notMeToken)),
]

const staffPages = (rows: Rows): ListedPage[] => [
  at('clerk', staff.queue),
  at('clerk', staff.changePassword),
  at('clerk', staff.report(':'), staff.report(rows.waiting)),
  at('clerk', staff.report(':'), staff.report(rows.asked)),
  at('clerk', staff.imports),
  at('clerk', staff.import(':'), staff.import(rows.import)),
  at('clerk', staff.policeLists),
  at('clerk', chain.policeList(':'), chain.policeList(rows.list)),
  at('clerk', staff.exports),
  at('clerk', chain.export(':'), chain.export(rows.export)),
  at('clerk', staff.results),
  at('clerk', chain.result(':'), chain.result(rows.result)),
  at('clerk', staff.reminders),
  at('clerk', staff.audience(':'), staff.audience('error_list')),
  at('clerk', staff.campaign(':'), staff.campaign(rows.campaign)),
  at('clerk', staff.letters),
  at('clerk', staff.letterBatch(':'), staff.letterBatch(rows.letterBatch)),
  at('clerk', staff.inbox),
  at('clerk', staff.thread(':'), staff.thread(rows.thread)),
  at('clerk', staff.callList),
  at('clerk', staff.counter),
  at('clerk', staff.counterReport),
  at('clerk', staff.counterPerson(':'), staff.counterPerson(rows.personId)),
  at('clerk', staff.samePerson(':'), staff.samePerson(rows.split)),
  at('clerk', staff.rights),
  at('clerk', helper.consentSlips),
  at('clerk', helper.birthPapers),
  at('helper', helper.home),
  at('helper', helper.who),
  at('helper', helper.list),
  at('helper', helper.slip(':'), helper.slip(rows.helperSlip)),
  at('head', staff.signing),
  at('head', staff.deadLetters),
  at('head', staff.channels),
  at('head', staff.connectABot),
  at('province', staff.channelSwitches),
  at('province', staff.queue),
  at('police_officer', staff.policeDesk),
  at('police_officer', chain.policeDeskList(':'), chain.policeDeskList(rows.list)),
]

/** The pages in the order of their readers; each group is a test of its own, so that none takes long. */
export function pagesByReader(rows: Rows): Record<'anybody' | 'citizen' | 'staff', ListedPage[]> {
  return { anybody: [...OPEN_PAGES], citizen: citizenPages(rows), staff: staffPages(rows) }
}

export function everyPage(rows: Rows): ListedPage[] {
  return Object.values(pagesByReader(rows)).flat()
}

export function isForCitizens({ looker, path }: ListedPage): boolean {
  return (looker === 'nobody' || looker === 'citizen') && !path.startsWith('/can-bo')
}

/** Of portal/paths.ts, what shows no page of its own. */
export const NO_PAGE: Readonly<Record<string, string>> = {
  '/manifest.webmanifest': 'for machines',
  '/sw.js': 'for machines',
  '/am-thanh/:/:.mp3': 'a sound',
  '/so-lieu.json': 'for machines',
  '/phieu/:/:': 'the same page as a receipt, behind a key printed on paper',
  '/can-bo/phan-anh/:/giay-to-co-so': 'a form sends to it',
  '/can-bo/phan-anh/:/viec-gap': 'a form sends to it',
  '/can-bo/phan-anh/:/bo-che': 'a form sends to it',
  '/can-bo/phan-anh/:/giay-tiem': 'a form sends to it',
  '/can-bo/quay/nguoi/:/ma': 'a form sends to it',
  '/tra-cuu/ho-so': 'the same page as /tra-cuu/ket-qua',
  '/theo-doi/:/da-hien': 'a form sends to it',
  '/theo-doi/:/thu.pdf': 'a file',
  '/theo-doi/anh/:': 'a picture',
  '/gia-dinh/ma': 'the same page as /tra-cuu/ma',
  '/gia-dinh/nguoi/:/phan-anh': 'a form sends to it',
  '/gia-dinh/nguoi/:/bo': 'a form sends to it',
  '/gia-dinh/nguoi/:/chuyen': 'a form sends to it',
  '/gia-dinh/nguoi/:/khong-biet': 'a form sends to it',
  '/tra-cuu/ket-qua/khong-biet': 'a form sends to it',
  '/can-bo/giup-nguoi-dan/tin-nhan': 'a form sends to it',
  '/can-bo/giup-nguoi-dan/ma': 'the same page as /tra-cuu/ma',
  '/can-bo/giup-nguoi-dan/ma-chat': 'a form sends to it',
  '/can-bo/giup-nguoi-dan/phieu-giay': 'a form sends to it',
  '/can-bo/giup-nguoi-dan/dung': 'a form sends to it',
  '/can-bo/giay-khai-sinh/:': 'a form sends to it',
  '/can-bo/giay-khai-sinh/:/anh': 'a picture',
  '/quyen-cua-toi/ma': 'the same page as /tra-cuu/ma',
  '/quyen-cua-toi/mau-ban-sao.json': 'for machines',
  '/quyen-cua-toi/ban-sao/:': 'a file',
  '/quyen-cua-toi/thoi': 'a form sends to it',
  '/bang-nhieu-nguoi/mau.xlsx': 'a file',
  '/bang-nhieu-nguoi/ma': 'the same page as /tra-cuu/ma',
  '/bang-nhieu-nguoi/:/dong-loi.xlsx': 'a file',
  '/x/:/ma': 'the same page as /tra-cuu/ma',
  '/gui-anh-cccd': 'leads to the report about the number',
  '/can-bo': 'leads to the first desk of the role',
  '/can-bo/dang-nhap/ma': 'between password and code: walked by every log-in of this test',
  '/can-bo/dang-xuat': 'a form sends to it',
  '/can-bo/phan-anh/:/ho-so': 'a form sends to it',
  '/can-bo/anh/:': 'a picture',
  '/can-bo/nhap-du-lieu/:/dong-loi': 'a file',
  '/can-bo/nhap-du-lieu/:/:': 'a form sends to it',
  '/can-bo/thu-giay/:/in.pdf': 'a file',
  '/can-bo/kenh/zalo/tra-ve': 'Zalo leads back to it, and it leads on',
  '/webhooks/telegram': 'for machines',
  '/webhooks/zalo': 'for machines',
  '/phan-anh/ma': 'the same page as /tra-cuu/ma',
  '/theo-doi/:/ma': 'the same page as /tra-cuu/ma',
  '/tro-chuyen/tin': 'a form sends to it',
  '/tro-chuyen/su-kien': 'a stream',
  '/tro-chuyen/tin-moi': 'a piece of a page',
  '/tro-chuyen/da-nhan': 'a script sends to it',
  '/tro-chuyen/anh/:': 'a picture',
  '/tro-chuyen/gia-han': 'a form sends to it',
  '/tro-chuyen/ket-thuc': 'a form sends to it',
  '/tro-chuyen#moi-nhat': 'a place on a page',
  '/kenh-lien-lac/lay-ma': 'a form sends to it',
  '/kenh-lien-lac/nhap-ma': 'a form sends to it',
  '/kenh-lien-lac/bo-noi': 'a form sends to it',
  '/kenh-lien-lac/noi-nhan-tin': 'a form sends to it',
  '/kenh-lien-lac/dung-tin': 'a form sends to it',
  '/k/:': 'leads to the long address',
  '/t/:': 'leads to the long address',
  '/can-bo/danh-sach/:/ban-giao/:.pdf': 'a file',
  '/can-bo/cong-an/:/ban-giao/:.pdf': 'a file',
  '/can-bo/xuat-du-lieu/:/tep.xlsx': 'a file',
  '/can-bo/ket-qua/:/dong-loi': 'a file',
}

/** Every route of portal/paths.ts, `:` for what stands in between. */
export function everyRoute(group: object = paths): string[] {
  return Object.values(group).flatMap((one: unknown) => {
    if (typeof one === 'string') return [one]
    if (typeof one === 'function') return [String(one(...Array(one.length).fill(':')))]
    return everyRoute(one as object)
  })
}
