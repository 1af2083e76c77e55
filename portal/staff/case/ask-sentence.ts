import type { App } from '../../../core/ports/app.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'

type Ask = Extract<Decision, { action: 'ask_citizen' }>

/** What the citizen will read: the reason, every item by name, in their language, then the officer's own sentence. */
export async function askSentence(app: App, render: Renderer, code: string, ask: Ask): Promise<Ask> {
  const report = await app.store.transaction((tx) => tx.reports.byCode(code))
  return { ...ask, sentence: askText(render, report?.locale ?? 'vi', ask) }
}

export function askText(render: Renderer, locale: Locale, { wanted, why, sentence }: Omit<Ask, 'action'>): string {
  const items = wanted.map((item) => render.sentence(`case.wantedText.${item}`, locale))
  const because = why ? [render.sentence(`case.whyText.${why}`, locale)] : []
  return [...because, ...items, ...(sentence ? [sentence] : [])].join('\n')
}
