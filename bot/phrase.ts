import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import type { Renderer } from '../templates/render.ts'
import type { Say } from './conversation/step.ts'
import type { Turn } from './conversation/turn.ts'

export interface Phrasing {
  render: Pick<Renderer, 'text' | 'sentence'>
  publicUrl: string
  locale: 'vi' | 'en'
}

/** One turn is one message: what happened, then the question with its choices. */
export function phrase({ says, choices, list, ownContact }: Turn, how: Phrasing): OutboundContent {
  const words = says.map((one) => wordsOf(one, how))
  const text = [...words, ...(list.length > 0 ? [list.join('\n')] : [])].join('\n\n')
  const kind = ownContact ? 'own_contact' : choices.length > 0 ? 'choices' : 'text'
  const shown = choices.map(({ token, label, small = false }) => ({ token, label, small }))
  const attachment = says.find((one) => one.attachment)?.attachment
  return { kind, text, choices: shown, links: [], closesContact: false, ...(attachment && { attachment }) }
}

function wordsOf(one: Say, { render, publicUrl, locale }: Phrasing): string {
  if ('key' in one) return render.sentence(one.key, locale, one.params)
  return render.text(one.template, { ...one.view, publicUrl }, locale)
}
