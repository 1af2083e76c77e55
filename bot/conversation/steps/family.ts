import { readSpokenCode, spokenCode } from '../../../core/domain/family/hand-over-code.ts'
import { type Answers, type KnownMember, NO_REPORT, NOBODY } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { pastDay, textOf } from '../readers.ts'
import { choicesOf, doing, picking, type Step, say } from '../step.ts'
import { foundOne } from './look-up.ts'

/** Người trong gia đình: whom this phone keeps, and what one may do for each of them (features A07, A08). */
export const FAMILY = {
  familyList: doing(
    'listFamily',
    () => ({}),
    (back) => {
      if (!back.ok) return { says: [say('family.phoneFirst')], next: 'paused' }
      const members: KnownMember[] = back.value.members.map(({ id, name }) => ({ id, name }))
      return { set: { members }, next: 'familyWho' }
    },
  ),
  familyWho: {
    ask: ({ members = [] }) => [{ template: 'chat/family', view: { members } }],
    choices: ({ members = [] }) => [
      ...members.map(({ id, name }) => ({ value: id, label: { text: name } })),
      ...choicesOf('familyWho', ['add', 'takeOver']),
    ],
    hears: 'buttons',
    read: (said, { members = [] }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      if (said.value === 'takeOver') return { set: {}, next: 'takeOverCode' }
      if (said.value === 'add') return { set: { ...NOBODY, goal: 'look_up' }, next: 'name' }
      const member = members.find(({ id }) => id === said.value)
      return member ? { set: { memberId: member.id } } : { wrong: say('pickOne') }
    },
    next: 'familyOpen',
  },
  familyOpen: doing(
    'openMember',
    ({ memberId = '' }) => ({ memberId }),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'menu' }
      const { claimant, answer } = back.value
      const { set, says } = foundOne(answer, 'look_up')
      const { fullName, birthDate, sex } = claimant ?? {}
      return { set: { ...set, fullName, birthDate, sex, goal: 'look_up' }, says: says ?? [], next: 'familyMember' }
    },
  ),
  familyMember: picking({
    group: 'familyMember',
    ask: ({ members = [], memberId }) => {
      const name = members.find(({ id }) => id === memberId)?.name ?? ''
      return [say('ask.familyMember', { name })]
    },
    to: {
      report: ({ fullName }) => ({
        set: { ...NO_REPORT, goal: 'report' },
        next: fullName ? ('what' as const) : ('name' as const),
      }),
      handOver: 'familyHandOver',
      leave: 'familyLeave',
      unknown: 'unknownPerson',
      list: 'familyList',
    },
  }),
  familyHandOver: doing(
    'makeHandOverCode',
    ({ memberId = '' }) => ({ memberId }),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'familyList' }
      const { code, hours } = back.value
      return {
        says: [{ template: 'chat/hand-over-code', view: { code: spokenCode(code), hours } }],
        next: 'familyList',
      }
    },
  ),
  familyLeave: doing(
    'leaveMember',
    ({ memberId = '' }) => ({ memberId }),
    (back) => ({
      set: GONE,
      says: [back.ok ? say('family.left') : sayObjection(back.objection)],
      next: 'familyList',
    }),
  ),
  familyKeep: doing(
    'keepMember',
    ({ record, fullName, birthDate, sex }) => {
      const typed = fullName && birthDate && sex ? { fullName, birthDate, sex } : null
      const claimant = typed && { ...typed, idNumber: null, passportCountry: null }
      return { personId: record?.personId ?? '', claimant }
    },
    (back) => {
      if (back.ok) return { says: [say('family.kept')], next: 'familyList' }
      const phoneFirst = back.objection.code === 'not_proved'
      return { says: [phoneFirst ? say('family.phoneFirst') : sayObjection(back.objection)], next: 'menu' }
    },
  ),
  unknownPerson: doing(
    'unknownPerson',
    ({ record }) => ({ personId: record?.personId ?? '' }),
    (back) => ({
      set: GONE,
      says: [back.ok ? say('family.unknown', { code: back.value.code }) : sayObjection(back.objection)],
      next: 'menu',
    }),
  ),
  takeOverCode: {
    ask: () => [say('ask.takeOverCode')],
    hears: 'linkCode',
    read: (said) => {
      const handOverCode = readSpokenCode(textOf(said))
      return handOverCode ? { set: { handOverCode } } : { wrong: say('wrong.linkCode') }
    },
    next: 'takeOverBirth',
  },
  takeOverBirth: {
    ask: () => [say('ask.takeOverBirth')],
    hears: 'birthDay',
    read: (said, _answers, { today }) => {
      const ownBirth = pastDay(textOf(said), today)
      return ownBirth ? { set: { ownBirth } } : { wrong: say('wrong.birth') }
    },
    next: 'takeOver',
  },
  takeOver: doing(
    'takeOver',
    ({ handOverCode = '', ownBirth = '' }) => ({ code: handOverCode, birthDate: ownBirth }),
    (back) => {
      const set = { handOverCode: undefined, ownBirth: undefined }
      if (back.ok) return { set, says: [say('family.tookOver')], next: 'familyList' }
      return { set, says: [sayObjection(back.objection)], next: 'familyList' }
    },
  ),
  letHelp: doing(
    'makeHelpCode',
    () => ({}),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'paused' }
      const { code, minutes } = back.value
      return { says: [{ template: 'chat/help-code', view: { code: spokenCode(code), minutes } }], next: 'paused' }
    },
  ),
} satisfies Record<string, Step>

const GONE: Answers = { ...NOBODY, memberId: undefined }
