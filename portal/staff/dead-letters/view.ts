import { deadCauseOf } from '../../../core/domain/dead-letter/dead-cause.ts'
import type { DeadLetter } from '../../../core/ports/dead-letters.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { TaskName } from '../../../core/ports/tasks.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'

export interface DeadLettersNow {
  letters: DeadLetter[]
  total: number
  done: { done: string; count: number } | null
  /** A sentence key below `deadletters.objections`. */
  objection: string | null
}

/** A row of another version of us may hold a name that no sentence knows. */
const SENTENCE_OF: Record<string, string> = {
  'read-card': 'task.readCard',
  'read-import': 'task.readImport',
  'read-slip': 'task.readSlip',
  'apply-import': 'task.applyImport',
  'settle-results': 'task.settleResults',
  'issue-passport': 'task.issuePassport',
  'send-campaign': 'task.sendCampaign',
  'run-bulk': 'task.runBulk',
  'find-duplicates': 'task.findDuplicates',
  'destroy-photos': 'task.destroyPhotos',
  telegram: 'channel.telegram',
  zalo: 'channel.zalo',
  web: 'channel.web',
  sms: 'channel.sms',
  zns: 'channel.zns',
} satisfies Record<TaskName | Channel, string>

export function deadLettersView(now: DeadLettersNow, locale: Locale, render: Renderer) {
  const say = (key: string, params = {}) => render.sentence(`deadletters.${key}`, locale, params)
  const { letters, total, done, objection } = now
  return {
    done: done ? say(`done.${done.done}`, { count: done.count }) : null,
    fault: objection ? say(`objections.${objection}`) : null,
    total,
    /** Older ones appear as soon as newer ones are settled. */
    hidden: total > letters.length ? say('hidden', { shown: letters.length, total }) : null,
    mayRetryAll: letters.some((letter) => letter.code !== 'unknown'),
    letters: letters.map((letter, index) => ({
      kind: letter.kind,
      id: letter.id,
      reasonField: `reason-${index}`,
      kindLabel: say(`kind.${letter.kind}`),
      what: say(SENTENCE_OF[letter.what] ?? 'task.other'),
      cause: say(`cause.${deadCauseOf(letter.code)}`),
      advice: say(`advice.${deadCauseOf(letter.code)}`),
      code: letter.code,
      attempts: letter.attempts,
      madeAt: letter.madeAt.toISOString(),
      diedAt: letter.diedAt.toISOString(),
      report: letter.reportCode ? { code: letter.reportCode, href: paths.staff.report(letter.reportCode) } : null,
      mayHaveArrived: letter.code === 'unknown',
    })),
  }
}
