import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { maskPhone } from '../../../core/domain/person/mask.ts'
import { nationalPhone, type PhoneE164 } from '../../../core/domain/person/phone.ts'
import { RETENTION } from '../../../core/domain/rights/retention.ts'
import type { OwnData, OwnRecord } from '../../../core/use-cases/rights/own-data.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../citizen-door.ts'
import { shownValue } from '../report/facts-form.ts'

/** Each class of data in the words of the person: what is held, what for, who gets it, how long (features L04, L05). */
export function dataView(data: OwnData, say: Say) {
  return {
    level: say(`rights.level.${data.level}`),
    records: data.records.map((record) => recordView(record, say)),
    noRecord: data.records.length === 0,
    classes: CLASSES.map((name) => ({
      name: say(`rights.data.classes.${name}.name`),
      rows: [
        row('holds', say(`rights.data.held.${name}`, HELD[name](data, say)), say),
        row('purpose', say(`rights.data.classes.${name}.purpose`), say),
        row('receives', say(`rights.data.classes.${name}.receives`), say),
        row('kept', say(`rights.data.classes.${name}.kept`, DAYS[name] ?? {}), say),
      ],
    })),
    reports: data.reports.map(({ report }) => ({
      code: report.code,
      href: paths.citizen.trackOne(report.code),
      state: say(`track.states.${report.state}.name`),
    })),
  }
}

const CLASSES = ['record', 'reports', 'photos', 'drafts', 'talk', 'contacts', 'family', 'consents', 'audit'] as const

type Held = (data: OwnData, say: Say) => Record<string, string | number>

const HELD: Record<(typeof CLASSES)[number], Held> = {
  record: ({ records }) => ({ count: records.length }),
  reports: ({ reports }) => ({ count: reports.length }),
  photos: ({ reports, draftPhotos, talk }) => {
    const kept = reports.flatMap(({ photos }) => photos).filter(({ state }) => state !== 'destroyed')
    return { count: kept.length + draftPhotos + talk.uploads }
  },
  drafts: ({ drafts }) => ({ count: drafts }),
  talk: ({ talk }) => ({ heard: talk.heard, said: talk.said }),
  contacts: ({ phone, level, channels }, say) => ({
    phone: phone === null ? '–' : level === 2 ? nationalPhone(phone as PhoneE164) : maskPhone(phone as PhoneE164),
    channels: channels.map((channel) => say(`contact.channel.${channel}`)).join(', '),
  }),
  family: ({ family, birthPapers, sheets }) => ({ count: family.length, birthPapers, sheets }),
  consents: ({ consents }) => ({
    count: consents.length,
    withdrawn: consents.filter(({ withdrawnAt }) => withdrawnAt !== null).length,
  }),
  audit: () => ({}),
}

/** The same table that drives the nightly work. */
const DAYS: Partial<Record<(typeof CLASSES)[number], Record<string, number>>> = {
  photos: {
    police: RETENTION.photos_after_police.days,
    end: RETENTION.photos_after_end.days,
    unsent: RETENTION.photos_unsent.days,
  },
  drafts: { days: RETENTION.drafts.days },
  talk: { days: RETENTION.said.days },
  family: { days: RETENTION.family_ended.days, sheet: RETENTION.household_rows.days },
}

const row = (key: string, value: string, say: Say) => ({ label: say(`rights.data.${key}`), value, action: null })

function recordView({ record, doses }: OwnRecord, say: Say) {
  const fact = (field: string, value: string | null) => ({
    label: say(`report.fields.${field}`),
    value,
    action: null,
  })
  return {
    rows: [
      fact('fullName', record.fullName),
      fact('birthDate', record.birthDate && writeDate(record.birthDate as IsoDate)),
      fact('sex', record.sex && say(`report.sex.${record.sex}`)),
      fact('idNumber', record.idNumber),
      fact('phone', record.phone && shownValue('phone', record.phone)),
    ],
    doses: say('rights.data.doses', { count: doses.length }),
  }
}
