import { may, type Permission } from '../../core/policy.ts'
import type { Officer } from '../../core/ports/staff.ts'
import type { StaffFrame } from '../../templates/render.ts'
import { paths } from '../paths.ts'

/** Null: every officer may. */
const NAV: readonly { key: string; href: string; permission: Permission | null }[] = [
  { key: 'queue', href: paths.staff.queue, permission: 'see_queue' },
  { key: 'mentions', href: paths.staff.mentions, permission: 'write_notes' },
  { key: 'workload', href: paths.staff.workload, permission: 'see_work_plan' },
  { key: 'inbox', href: paths.staff.inbox, permission: 'talk_to_citizens' },
  { key: 'callList', href: paths.staff.callList, permission: 'talk_to_citizens' },
  { key: 'counter', href: paths.staff.counter, permission: 'work_at_counter' },
  { key: 'rights', href: paths.staff.rights, permission: 'see_rights' },
  { key: 'helping', href: paths.helper.home, permission: 'help_citizens' },
  { key: 'birthPapers', href: paths.helper.birthPapers, permission: 'judge_birth_papers' },
  { key: 'helpSlips', href: paths.helper.consentSlips, permission: 'record_help_slips' },
  { key: 'policeDesk', href: paths.staff.policeDesk, permission: 'answer_police_row' },
  { key: 'hamletReview', href: paths.hamlet.desk, permission: 'review_with_hamlet' },
  { key: 'policeLists', href: paths.staff.policeLists, permission: 'draw_up_police_list' },
  { key: 'oversight', href: paths.staff.oversight, permission: 'oversee_readings' },
  { key: 'exports', href: paths.staff.exports, permission: 'export_for_platform' },
  { key: 'results', href: paths.staff.results, permission: 'import_records' },
  { key: 'platformTasks', href: paths.staff.platformTasks, permission: 'export_for_platform' },
  { key: 'doubleDoses', href: paths.staff.doubleDoses, permission: 'decide_double_doses' },
  { key: 'signing', href: paths.staff.signing, permission: 'check_records' },
  { key: 'certificates', href: paths.staff.certificates, permission: 'own_certificate' },
  { key: 'errorList', href: paths.staff.errorList, permission: 'see_error_list' },
  { key: 'duplicates', href: paths.staff.duplicates, permission: 'join_records' },
  { key: 'batches', href: paths.staff.batches, permission: 'see_batches' },
  { key: 'imports', href: paths.staff.imports, permission: 'import_records' },
  { key: 'reminders', href: paths.staff.reminders, permission: 'send_reminders' },
  { key: 'letters', href: paths.staff.letters, permission: 'send_reminders' },
  { key: 'deadLetters', href: paths.staff.deadLetters, permission: 'see_dead_letters' },
  { key: 'channels', href: paths.staff.channels, permission: 'manage_channels' },
  { key: 'channelSwitches', href: paths.staff.channelSwitches, permission: 'switch_channels' },
  { key: 'people', href: paths.staff.people, permission: 'manage_staff' },
  { key: 'communes', href: paths.staff.communes, permission: 'open_commune' },
  { key: 'auditLog', href: paths.staff.auditLog, permission: 'read_audit' },
  { key: 'notices', href: paths.staff.notices, permission: null },
  { key: 'helpCard', href: paths.staff.helpCard, permission: null },
  { key: 'selfTest', href: paths.staff.selfTest, permission: null },
]

const GROUPS = ['work', 'people', 'chain', 'remind', 'lead', 'own'] as const

type Group = (typeof GROUPS)[number]

/** Where a door stands in the menu; what is not named is daily work. */
const GROUP_OF: Readonly<Record<string, Group>> = {
  rights: 'people',
  helping: 'people',
  birthPapers: 'people',
  helpSlips: 'people',
  policeLists: 'chain',
  exports: 'chain',
  results: 'chain',
  platformTasks: 'chain',
  doubleDoses: 'chain',
  signing: 'chain',
  certificates: 'own',
  errorList: 'chain',
  duplicates: 'chain',
  batches: 'chain',
  imports: 'chain',
  reminders: 'remind',
  letters: 'remind',
  deadLetters: 'lead',
  channels: 'lead',
  channelSwitches: 'lead',
  people: 'lead',
  communes: 'lead',
  oversight: 'lead',
  auditLog: 'lead',
  notices: 'own',
  helpCard: 'own',
  selfTest: 'own',
}

/** The doors this officer may open, by kind of work and in the order of a day; `counts` says what waits behind some of them. */
export function navFor(
  officer: Officer,
  path: string,
  say: (key: string) => string,
  counts: Readonly<Record<string, number>> = {},
): StaffFrame['nav'] {
  const open = NAV.filter(({ permission }) => permission === null || may(officer, permission))
  return GROUPS.map((group) => ({
    label: say(`staff.groups.${group}`),
    links: open
      .filter(({ key }) => (GROUP_OF[key] ?? 'work') === group)
      .map(({ key, href }) => ({
        href,
        label: say(`staff.nav.${key}`),
        current: isAt(path, key, href),
        count: counts[key] ?? null,
      })),
  })).filter(({ links }) => links.length > 0)
}

function isAt(path: string, key: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`) || (key === 'queue' && path.startsWith(paths.staff.report('')))
}

/** Where an officer's day begins; null for roles without a page. */
export function firstPageOf(officer: Officer): string | null {
  return NAV.find(({ permission }) => permission !== null && may(officer, permission))?.href ?? null
}
