import { actionsFor } from '../../../core/domain/lifecycle.ts'
import { RIGHTS_KINDS } from '../../../core/domain/rights/rights-kind.ts'
import { RIGHTS_LIFECYCLE } from '../../../core/domain/rights/rights-lifecycle.ts'
import type { RightsRequest } from '../../../core/ports/rights.ts'
import type { OwnData } from '../../../core/use-cases/rights/own-data.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../citizen-door.ts'

const TAGS = {
  received: 'info',
  explained: 'info',
  done: 'success',
  refused: 'warning',
  taken_back: 'neutral',
} as const

const DONE: readonly string[] = ['asked', 'taken_back']

export function homeView({ level, requests }: OwnData, done: string | null, say: Say) {
  return {
    level: say(`rights.level.${level}`),
    more: level === 1 ? say('rights.level.more') : null,
    done: done && DONE.includes(done) ? say(`rights.done.${done}`) : null,
    doors: [
      door('data', paths.rights.data, say),
      door('opened', paths.rights.opened, say),
      door('copy', paths.rights.copy, say),
      door('correct', paths.citizen.report, say),
    ],
    acts: RIGHTS_KINDS.filter((kind) => kind !== 'access').map((kind) => ({
      href: paths.rights.ask(kind),
      name: say(`rights.kinds.${kind}.name`),
      text: say(`rights.kinds.${kind}.text`),
    })),
    requests: requests.map((request) => requestView(request, say)),
  }
}

function door(name: 'data' | 'opened' | 'copy' | 'correct', href: string, say: Say) {
  return { href, name: say(`rights.doors.${name}`), text: say(`rights.doors.${name}Text`) }
}

function requestView(request: RightsRequest, say: Say) {
  const { state, kind, settledAt } = request
  return {
    id: request.id,
    code: request.code,
    name: say(`rights.kinds.${kind}.name`),
    tag: { kind: TAGS[state], label: say(`rights.states.${state}`) },
    askedAt: request.askedAt.toISOString(),
    procedureBy: state === 'received' ? request.answerDueAt.toISOString() : null,
    dueAt: settledAt ? null : request.dueAt.toISOString(),
    answer: request.answer,
    receiptHref: request.receipt ? paths.rights.receipt(request.id) : null,
    mayTakeBack: actionsFor(RIGHTS_LIFECYCLE, state, 'citizen').includes('take_back'),
  }
}
