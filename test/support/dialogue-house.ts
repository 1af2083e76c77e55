import type { RequestName, Requests } from '../../bot/conversation/requests.ts'
import type { Tracking } from '../../core/domain/citizen/tracking.ts'
import { done, type ObjectionCode, object } from '../../core/domain/objection.ts'
import { NOTHING_GONE } from '../../core/use-cases/rights/withdraw-consent.ts'

const at = new Date('2026-11-16T05:00:00Z')
const no = (...codes: ObjectionCode[]) => codes.map((code) => object(code, { minutes: 5 }))

/** A report of one's own that was refused. */
export const refused: Tracking = {
  code: 'PA-2345-678Z',
  state: 'refused',
  recordedAt: at,
  dueAt: at,
  holder: { kind: 'you', unitName: null, sinceDays: 0, dueAt: null },
  timeline: [{ at, step: 'report-recorded', unitName: null }],
  refusal: { reasons: ['PHOTO_BLURRED'], answer: null },
  answer: null,
  asked: null,
  deferredUntil: null,
  isOwn: true,
  mayResend: true,
  mayWithdraw: false,
  mayAppeal: true,
  passportReady: false,
  asOf: at,
  appeals: 0,
  endState: null,
  hops: 0,
  ruling: null,
  expected: null,
  asksSeen: false,
  failedPhoto: null,
  parts: [],
  disputed: null,
  urgentLane: null,
  call: null,
}
const asked: Tracking = {
  ...refused,
  state: 'in_review',
  refusal: null,
  asked: { at, days: 1, wanted: ['paper_photo', 'dose_facts'], why: 'missing' },
  mayResend: false,
  mayAppeal: false,
  mayWithdraw: true,
}
const landed: Tracking = {
  ...asked,
  state: 'closed',
  endState: 'corrected_and_seen',
  holder: { kind: 'nobody', unitName: null, sinceDays: 3, dueAt: null },
  asked: null,
  mayWithdraw: false,
  asksSeen: true,
}
const record = {
  fullName: 'Nguyễn Thị Hoa',
  birthDate: '1990-05-17',
  sex: 'female' as const,
  idNumber: '••••2345',
  phone: '•••• ••• 678',
  commune: 'Xã Mẫu',
}
const doses = [1, 2].map((number) => ({
  doseId: `00000000-0000-4000-8000-00000000000${number}`,
  number,
  vaccine: 'AstraZeneca',
  givenOn: `2021-0${number + 7}-05`,
  lot: '••••01',
  facility: 'Trạm Y tế xã Mẫu',
  state: 'not_signed' as const,
}))
const found = {
  found: true as const,
  personId: 'p1',
  level: 1 as const,
  record,
  doses,
  passport: 'none' as const,
  openReports: [],
}
const card = {
  cccd: '079190012345',
  cmnd: null,
  fullName: 'Nguyễn Thị Hoà',
  dob: '1990-05-17' as never,
  gender: 'female' as const,
  address: 'Thôn 3',
  issued: '2021-06-01' as never,
}
const station = { name: 'Trạm Y tế xã Mẫu', address: 'Thôn 1', openingHours: '7:30–16:30' }
const officer = { unitName: station.name, station }
const own = [
  { id: 'r1', code: 'PA-2345-678Z', state: 'refused' },
  { id: 'r2', code: 'PA-2222-2222', state: 'in_review' },
]

const areas = [{ province: 'Tỉnh Mẫu', districts: ['Huyện Mẫu'] }]
const point = {
  id: 'nvh-thon-5',
  name: 'Nhà văn hóa thôn 5',
  commune: 'Xã Mẫu',
  district: 'Huyện Mẫu',
  province: 'Tỉnh Mẫu',
  unitId: 'tyt-mau',
  districtUnitId: 'ttyt-mau',
  openFrom: '2021-08-01',
  openTo: '2022-06-30',
}

const member = { id: 'm1', name: 'Nguyễn Văn Bé', isChild: true, provedUntil: at, leavesAt: null }
const claimant = {
  fullName: 'Nguyễn Văn Bé',
  birthDate: '2017-03-04',
  sex: 'male' as const,
  idNumber: null,
  passportCountry: null,
}

/** Everything each request can come to: the walk takes every one of them. */
export const HOUSE: { [K in RequestName]: Requests[K]['back'][] } = {
  requestCode: [done({ phone: '+84912345678', phoneMasked: '•••• ••• 678', minutes: 5 }), ...no('too_many_codes')],
  confirmCode: [done({ phone: '+84912345678' }), ...no('code_wrong', 'code_expired', 'code_tries_used_up')],
  provePhone: [done({ phone: '+84912345678' }), ...no('phone_invalid')],
  useCounterCode: [done({ personId: 'p1' }), ...no('counter_code_wrong', 'too_often')],
  seenRecord: [done(found), done({ ...found, level: 2 }), ...no('not_proved')],
  useSlip: [done({ code: 'PA-2345-678Z' }), ...no('slip_wrong', 'too_often')],
  ownPassport: [
    { state: 'ready', codes: 2, expiresAt: at, isExpired: false, mayRenew: true },
    { state: 'none', reason: { why: 'no_number', who: 'station', unit: null } },
    { state: 'not_proved' },
  ],
  passportLink: [done({ url: 'https://x/ho-chieu/tai/t', hours: 24 }), ...no('not_proved')],
  lookUp: [done(found), done({ found: false }), ...no('not_proved')],
  attachPhoto: [done({ caseId: 'c1' }), ...no('photo_damaged', 'too_many_photos')],
  findPlace: [
    { point: null, isUnit: true, matches: [], areas: [] },
    { point, isUnit: false, matches: [point], areas },
    { point: null, isUnit: false, matches: [point], areas },
    { point: null, isUnit: false, matches: [], areas },
  ],
  dropPhotos: [null],
  uploadLink: [{ url: 'https://so-tiem.test/gui-anh/abc', minutes: 10 }],
  readCard: [
    { state: 'read', card },
    { state: 'waiting' },
    { state: 'unread', reason: 'blurred', kind: 'card_front', tries: 1 },
  ],
  recordReport: [
    done({ reportId: 'r9', code: 'PA-3333-3333', dueAt: at, joined: false }),
    ...no('not_proved', 'incomplete_name', 'too_often', 'empty_patch'),
  ],
  ownReports: [own, []],
  track: [done(refused), done(asked), done(landed), ...no('no_such_report', 'too_often')],
  confirmSeen: [done({ reportId: 'r1', code: 'PA-2345-678Z' }), ...no('not_possible_now')],
  expect: [
    { unit: station.name, time: { basis: 'type', cases: 40, medianHours: 20, p80Hours: 31 } },
    { unit: station.name, time: null },
    null,
  ],
  withdraw: [done(null), ...no('not_possible_now')],
  resend: [done({ code: 'PA-2345-678Z', dueAt: at }), ...no('empty_patch')],
  appeal: [done({ dueAt: at }), ...no('appeal_too_late')],
  answerRequest: [done({ code: 'PA-2345-678Z' }), ...no('changed_meanwhile')],
  addNote: [done({ code: 'PA-2345-678Z' }), ...no('no_such_report')],
  askOfficer: [
    done({ ...officer, open: true, callbackDays: [] }),
    done({ ...officer, open: false, callbackDays: ['2026-11-17', '2026-11-18', '2026-11-19'] }),
    ...no('too_often'),
  ],
  chooseCallback: [done(null), ...no('slot_gone', 'phone_invalid', 'not_possible_now')],
  endTalk: [done(null)],
  listFamily: [done({ members: [member] }), done({ members: [] }), ...no('not_proved')],
  openMember: [done({ claimant, answer: found }), done({ claimant: null, answer: found }), ...no('no_such_member')],
  keepMember: [done(null), ...no('not_proved', 'family_full')],
  leaveMember: [done(null), ...no('no_such_member')],
  makeHandOverCode: [done({ code: 'ABCD2345', hours: 24 }), ...no('too_often')],
  takeOver: [done(null), ...no('hand_over_code_wrong')],
  unknownPerson: [done({ code: 'PA-2345-678Z' }), ...no('no_such_person')],
  askRight: [
    done({ code: 'QY-2345-678Z', receipt: null }),
    done({ code: 'QY-2345-678Z', receipt: { ...NOTHING_GONE, photos: 2, messages: 5 } }),
    ...no('not_proved', 'too_often'),
  ],
  makeHelpCode: [done({ code: 'ABCD2345', minutes: 15 }), ...no('too_often')],
  makeLinkCode: [done({ code: 'ABCD2345', minutes: 10 }), ...no('too_often')],
  useLinkCode: [done({ channels: ['telegram', 'zalo'] }), ...no('link_code_wrong')],
  unlink: [done(null), ...no('not_possible_now')],
  stopMessages: [done(null)],
  notMe: [done(null)],
}
