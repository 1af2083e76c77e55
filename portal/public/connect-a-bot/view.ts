import type { Locale, Renderer, SentenceParams } from '../../../templates/render.ts'
import type { ConfiguredChannels } from '../../configured-channels.ts'
import { paths } from '../../paths.ts'
import { TELEGRAM_LINES, ZALO_LINES } from './lines.ts'

interface GuideNow {
  publicUrl: string
  configured: ConfiguredChannels
  isZaloConnected: boolean
}

type Say = (key: string, params?: SentenceParams) => string

export function connectABotView(now: GuideNow, locale: Locale, render: Renderer) {
  const say: Say = (key, params = {}) => render.sentence(`channels.guide.${key}`, locale, params)
  const { hostname, port } = new URL(now.publicUrl)
  return {
    publicUrl: now.publicUrl,
    port: port || '8080',
    /** Nobody outside can reach this, so no webhook would. */
    localOnly: !now.publicUrl.startsWith('https:') || hostname === 'localhost',
    bots: [telegram(now, say), zalo(now, say)],
  }
}

function stepOf(say: Say, bot: string, key: string, lines: string | null = null) {
  return { what: say(`${bot}.${key}.what`), how: say(`${bot}.${key}.how`), lines }
}

function telegram({ configured }: GuideNow, say: Say) {
  const step = (key: string, lines?: string) => stepOf(say, 'telegram', key, lines)
  return {
    id: 'telegram',
    heading: say('telegram.heading'),
    kind: configured.telegram ? 'success' : 'neutral',
    label: say(configured.telegram ? 'configured' : 'notConfigured'),
    more: null,
    steps: [step('father'), step('token'), step('start', TELEGRAM_LINES), step('talk')],
    trouble: say('telegram.trouble'),
  }
}

function zalo({ publicUrl, configured, isZaloConnected }: GuideNow, say: Say) {
  const step = (key: string, lines?: string) => stepOf(say, 'zalo', key, lines)
  return {
    id: 'zalo',
    heading: say('zalo.heading'),
    kind: configured.zalo ? 'success' : 'neutral',
    label: say(configured.zalo ? 'configured' : 'notConfigured'),
    more: configured.zalo ? say(isZaloConnected ? 'zalo.connected' : 'zalo.notConnected') : null,
    steps: [
      step('account'),
      step('app'),
      step('callback', publicUrl + paths.staff.zaloReturn),
      step('secret'),
      step('start', ZALO_LINES),
      step('webhook', publicUrl + paths.machine.zaloWebhook),
      step('consent'),
    ],
    trouble: say('zalo.trouble'),
  }
}
