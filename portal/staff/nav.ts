import { may, type Permission } from '../../core/policy.ts'
import type { Officer } from '../../core/ports/staff.ts'
import type { StaffFrame } from '../../templates/render.ts'
import { paths } from '../paths.ts'

const NAV: readonly { key: string; href: string; permission: Permission }[] = [
  { key: 'queue', href: paths.staff.queue, permission: 'see_queue' },
  { key: 'inbox', href: paths.staff.inbox, permission: 'talk_to_citizens' },
  { key: 'callList', href: paths.staff.callList, permission: 'talk_to_citizens' },
  { key: 'counter', href: paths.staff.counter, permission: 'work_at_counter' },
  { key: 'rights', href: paths.staff.rights, permission: 'see_rights' },
  { key: 'helping', href: paths.helper.home, permission: 'help_citizens' },
  { key: 'birthPapers', href: paths.helper.birthPapers, permission: 'judge_birth_papers' },
  { key: 'helpSlips', href: paths.helper.consentSlips, permission: 'record_help_slips' },
  { key: 'policeDesk', href: paths.staff.policeDesk, permission: 'answer_police_row' },
  { key: 'policeLists', href: paths.staff.policeLists, permission: 'draw_up_police_list' },
  { key: 'exports', href: paths.staff.exports, permission: 'export_for_platform' },
  { key: 'results', href: paths.staff.results, permission: 'export_for_platform' },
  { key: 'signing', href: paths.staff.signing, permission: 'sign_records' },
  { key: 'imports', href: paths.staff.imports, permission: 'import_records' },
  { key: 'reminders', href: paths.staff.reminders, permission: 'send_reminders' },
  { key: 'letters', href: paths.staff.letters, permission: 'send_reminders' },
  { key: 'deadLetters', href: paths.staff.deadLetters, permission: 'see_dead_letters' },
  { key: 'channels', href: paths.staff.channels, permission: 'manage_channels' },
  { key: 'channelSwitches', href: paths.staff.channelSwitches, permission: 'switch_channels' },
]

/** The doors this officer may open, in the order of a day's work; `counts` says what waits behind some of them. */
export function navFor(
  officer: Officer,
  path: string,
  say: (key: string) => string,
  counts: Readonly<Record<string, number>> = {},
): StaffFrame['nav'] {
  return NAV.filter(({ permission }) => may(officer, permission)).map(({ key, href }) => ({
    href,
    label: say(`staff.nav.${key}`),
    current:
      path === href || path.startsWith(`${href}/`) || (key === 'queue' && path.startsWith(paths.staff.report(''))),
    count: counts[key] ?? null,
  }))
}

/** Where an officer's day begins; null for roles without a page. */
export function firstPageOf(officer: Officer): string | null {
  return NAV.find(({ permission }) => may(officer, permission))?.href ?? null
}
