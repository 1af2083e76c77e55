import { nationalPhone, type PhoneE164 } from '../../../core/domain/person/phone.ts'
import { type CallListPage, SPOKEN_OUTCOMES, type SpokenOutcome } from '../../../core/use-cases/thread/call-list.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'

interface Told {
  told: SpokenOutcome | null
  /** Somebody else settled it meanwhile. */
  gone: boolean
}

export function callListView({ calls, total }: CallListPage, { told, gone }: Told, locale: Locale, render: Renderer) {
  const say = (key: string, params = {}) => render.sentence(`calllist.${key}`, locale, params)
  return {
    done: told && say(`done.${told}`),
    gone: gone ? say('gone') : null,
    caption: say('caption', { total }),
    hidden: total > calls.length ? say('hidden', { shown: calls.length, total }) : null,
    calls: calls.map((call) => ({
      id: call.id,
      since: call.addedAt.toISOString(),
      why: say(`reasons.${call.reason}`),
      // The step in two or three words, as the citizen's own page names it.
      what: render.sentence(`chat.timeline.${call.notice}`, locale),
      report: call.reportCode ? { code: call.reportCode, href: paths.staff.report(call.reportCode) } : null,
      phone: call.phone ? nationalPhone(call.phone as PhoneE164) : say(call.mayCall ? 'noPhone' : 'phoneOfUnit'),
      outcomes: SPOKEN_OUTCOMES.map((value) => ({ value, label: say(`outcomes.${value}`) })),
    })),
  }
}
