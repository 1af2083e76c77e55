import { NOTICE_OF } from '../../../core/domain/report/notice.ts'
import { PHOTO_REGIONS } from '../../../core/domain/report/photo-region.ts'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import type { DeskAction } from '../../../core/domain/staff/desk-actions.ts'
import { ANSWER_END_STATES, ASK_WHY, WANTED } from '../../../core/domain/staff/wanted.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { Say } from '../queue/view.ts'
import { askText } from './ask-sentence.ts'
import type { CasePage } from './case-page.ts'
import { rulingText } from './clock-facts.ts'

/** One press decides these; the others open a form first. Keys avoid those that browsers keep (d, e, f). */
const PRESSES = ['take', 'resume', 'approve', 'send_to_police'] as const satisfies readonly DeskAction[]

export const KEYS: Record<DeskAction, string> = {
  take: 'n',
  resume: 'x',
  approve: 'y',
  send_to_police: 'g',
  ask_citizen: 'h',
  refuse: 't',
  defer: 's',
  answer: 'l',
  hand_over: 'u',
}

/** Where the papers speak against going on, no button invites to it. */
const AGAINST: readonly CaseView['suggestion'][] = [
  'link_record',
  'ask_card',
  'card_differs',
  'ask_paper',
  'answer_question',
]

/** Reasons get a key each, so that a refusal is three key strokes: open, choose, Enter (features E05). */
const REASON_KEYS = '1234567890qwr'

export function decisionsView(view: CaseView, page: CasePage, render: Renderer, say: Say) {
  const has = (action: DeskAction) => view.actions.includes(action)
  const typed = (action: DeskAction, name: string) => (page.open === action ? text(page.values[name]) : '')
  const chosen = (action: DeskAction, name: string) => (page.open === action ? [page.values[name]].flat() : [])
  const form = (action: DeskAction) => ({
    key: KEYS[action],
    open: page.open === action,
    sentence: typed(action, 'sentence'),
    errors: page.open === action ? page.errors.of : {},
    preview: page.open === action && page.preview ? preview(view, page, action, render) : null,
    message: messageOf(view, page, action, render),
    /** The citizen's language, which may not be the officer's. */
    lang: view.report.locale,
  })
  const any = view.actions.length > 0
  return {
    any,
    /** The police look at identity only: the rest is approved by the same press, and the officer must know it. */
    mixed: has('send_to_police') && isMixed(view),
    presses: PRESSES.filter(has).map((action) => ({
      action,
      key: KEYS[action],
      kind: action === 'take' || action === 'resume' || AGAINST.includes(view.suggestion) ? 'secondary' : 'primary',
      label: pressLabel(view, page, action, say),
    })),
    ask: has('ask_citizen') ? { ...form('ask_citizen'), ...askFields(page, say) } : null,
    refuse: has('refuse')
      ? {
          ...form('refuse'),
          options: options(REFUSAL_REASONS, chosen('refuse', 'reasons'), 'chat.reasons', say, REASON_KEYS),
          ...failedPhotoFields(view, page, say),
        }
      : null,
    defer: has('defer') ? { ...form('defer'), until: typed('defer', 'until') } : null,
    answer: has('answer')
      ? {
          ...form('answer'),
          endState: typed('answer', 'endState'),
          endStates: ANSWER_END_STATES.map((value) => ({ value, label: say(`case.endStates.${value}`), hint: null })),
        }
      : null,
    handOver: has('hand_over')
      ? { ...form('hand_over'), ...handOverFields(view, typed('hand_over', 'unitId'), say) }
      : null,
  }
}

/** Where to; after two hand-overs, what passing it on means now (features E02). */
function handOverFields(view: CaseView, unitId: string, say: Say) {
  const units = view.handOverTo.map(({ id, name }) => ({ value: id, label: name }))
  return { unitId, ruling: rulingText(view, say), units }
}

/** Which photo, and which part of it, the citizen is shown beside the reason (features D04); none to point at: no question. */
function failedPhotoFields({ photos }: CaseView, { open, values }: CasePage, say: Say) {
  const typed = (name: string) => (open === 'refuse' ? text(values[name]) : '')
  const ready = photos.filter(({ state }) => state === 'ready')
  return {
    photos: ready.map(({ photoId, kind }, at) => ({
      value: photoId,
      label: `${at + 1}. ${say(`case.photoKinds.${kind}`)}`,
    })),
    photoId: typed('photoId'),
    regions: PHOTO_REGIONS.map((value) => ({ value, label: say(`case.regions.${value}`) })),
    region: typed('region') || PHOTO_REGIONS[0],
  }
}

/** Which item, and why (features D09). */
function askFields({ open, values }: CasePage, say: Say) {
  const isOpen = open === 'ask_citizen'
  const whys = ASK_WHY.map((value) => ({ value, label: say(`case.why.${value}`), hint: null }))
  const chosen = isOpen ? [values.wanted].flat() : []
  return {
    options: options(WANTED, chosen, 'case.wanted', say, ''),
    why: (isOpen && text(values.why)) || ASK_WHY[0],
    whys,
  }
}

/** Identity and something else in one report. */
export function isMixed({ report, phoneChange }: CaseView): boolean {
  return report.doses.length > 0 || phoneChange !== null
}

function pressLabel(view: CaseView, page: CasePage, action: DeskAction, say: Say): string {
  if (action !== 'approve' || !view.needsTwo) return say(`case.actions.${action}`)
  const isSecond = view.firstApproval && view.firstApproval.staffId !== page.officerId
  return say(isSecond ? 'case.actions.approve_second' : 'case.actions.approve_first')
}

function options(values: readonly string[], chosen: readonly unknown[], group: string, say: Say, keys: string) {
  return values.map((value, index) => ({
    value,
    label: say(`${group}.${value}`),
    key: keys.charAt(index) || null,
    checked: chosen.includes(value),
  }))
}

/** The very text that goes out, in the citizen's language (features E07). */
function messageOf({ report }: CaseView, { publicUrl }: CasePage, action: DeskAction, render: Renderer): string {
  const params = { code: report.code, link: `${publicUrl}/theo-doi/${report.code}` }
  return render.text(`notifications/${NOTICE_OF[action]}`, params, report.locale)
}

/** What the tracking page will say beside the message: reasons or items, then the officer's sentence. */
function preview({ report }: CaseView, { values }: CasePage, action: DeskAction, render: Renderer): string[] {
  const sentence = text(values.sentence).trim()
  if (action === 'ask_citizen') {
    const wanted = WANTED.filter((item) => [values.wanted].flat().includes(item))
    const why = ASK_WHY.find((one) => one === values.why) ?? null
    return askText(render, report.locale, { wanted, why, sentence: sentence || null }).split('\n')
  }
  const reasons = REFUSAL_REASONS.filter((reason) => action === 'refuse' && [values.reasons].flat().includes(reason))
  return [
    ...reasons.map((reason) => render.sentence(`chat.reasons.${reason}`, report.locale)),
    ...(sentence ? [sentence] : []),
  ]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
