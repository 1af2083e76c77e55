import type { Family, MemberLine } from '../../../core/use-cases/family/list-family.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../citizen-door.ts'

const DONE = ['added', 'left', 'sent', 'received'] as const

/** The people behind this phone: each with the way to their doses, a report about them, and out of the list. */
export function familyView({ members, room, papers, unknown }: Family, done: unknown, say: Say) {
  const known = DONE.find((one) => one === done)
  return {
    done: known ? say(`family.done.${known}`) : null,
    members: members.map((member) => ({ ...lineOf(member), child: member.isChild ? say('family.child') : null })),
    full: room === 0,
    roomText: say('family.room', { room }),
    papers: papers.map(({ name, state }) => ({ name, state: say(`family.paper.states.${state}`) })),
    unknown: unknown.map(({ code, state }) => ({ code, state: say(`track.states.${state}.name`) })),
  }
}

function lineOf({ id, name, provedUntil, leavesAt }: MemberLine) {
  return {
    name,
    provedUntil: provedUntil.toISOString(),
    leavesAt: leavesAt?.toISOString() ?? null,
    href: paths.family.member(id),
    reportHref: paths.family.report(id),
  }
}
