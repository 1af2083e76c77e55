import type { Objection } from '../../../core/domain/objection.ts'
import type { ChannelPause } from '../../../core/ports/channel-pauses.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { ChannelsPageNow, Say } from './page-now.ts'
import { zaloStateOf, zaloView } from './zalo-view.ts'

/** `box`: in practice mode its messages go to the message box. */
type ChannelState = 'working' | 'box' | 'missing' | 'paused'

const KINDS: Record<ChannelState, string> = {
  working: 'success',
  box: 'neutral',
  missing: 'neutral',
  paused: 'warning',
}

export function channelsView(now: ChannelsPageNow, locale: Locale, render: Renderer) {
  const say: Say = (key, params = {}) => render.sentence(`channels.${key}`, locale, params)
  const { done, objection } = now
  return {
    done: done ? say(`done.${done}`) : null,
    fault: objection ? faultOf(objection, say, render, locale) : null,
    zalo: zaloView(now, locale, say),
    channels: (['telegram', 'zalo', 'zns', 'web', 'sms'] as const).map((channel) => channelView(now, channel, say)),
    guideHref: paths.staff.connectABot,
    mayManage: now.mayManage,
  }
}

/** A refusal of Zalo has its own words with what to do; all else has the staff's usual ones. */
function faultOf({ code, detail }: Objection, say: Say, render: Renderer, locale: Locale) {
  if (code !== 'zalo_refused') return { what: render.sentence(`objections.${code}`, locale), advice: null, code: null }
  const reason = String(detail?.reason ?? 'other')
  const said = String(detail?.code ?? reason)
  return {
    what: say(`refusal.${reason}.what`),
    advice: say(`refusal.${reason}.advice`),
    // Our own reasons are told by the sentence already.
    code: said === reason ? null : say('refusalCode', { code: said }),
  }
}

function channelView(now: ChannelsPageNow, channel: Channel, say: Say) {
  const traffic = now.traffic.find((one) => one.channel === channel)
  const pauses = now.pauses.filter((one) => one.account.startsWith(`${channel}|`))
  const state = pauses.length > 0 ? 'paused' : stateOf(now, channel)
  const { sent = 0, failed = 0, unsure = 0 } = traffic ?? {}
  return {
    name: say(`name.${channel}`),
    kind: KINDS[state],
    label: say(`state.${state}`),
    what: say(`what.${channel}`),
    pauses: pauses.map((pause) => pauseSentence(pause, say)),
    heard: traffic?.heardAt ? say('heard', { at: formatDateTime(traffic.heardAt) }) : say('heardNever'),
    /** SMS and templates have no ear. */
    hasEar: channel !== 'sms' && channel !== 'zns',
    figures: say('figures', { sent, failed, unsure }),
  }
}

function stateOf(now: ChannelsPageNow, channel: Channel): ChannelState {
  if (channel === 'web') return 'working'
  if (isReady(now, channel)) return 'working'
  return now.practice && (channel === 'telegram' || channel === 'sms') ? 'box' : 'missing'
}

function isReady(now: ChannelsPageNow, channel: Exclude<Channel, 'web'>): boolean {
  const { configured } = now
  if (channel === 'zalo') return zaloStateOf(now) === 'connected'
  if (channel === 'zns') return zaloStateOf(now) === 'connected' && configured.zaloTemplates
  return configured[channel]
}

const PAUSE_REASONS = ['rate_limited', 'quota', 'misconfigured', 'auth_expired']

function pauseSentence({ until, failureClass, failureCode }: ChannelPause, say: Say): string {
  const reason = PAUSE_REASONS.includes(failureClass) ? failureClass : 'other'
  return say('pausedUntil', { until: formatDateTime(until), why: say(`pause.${reason}`), code: failureCode })
}
