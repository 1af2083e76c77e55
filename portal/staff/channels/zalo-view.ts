import { consentRefusalOf } from '../../../core/domain/zalo/consent-refusal.ts'
import type { ZaloAccount } from '../../../core/ports/zalo-accounts.ts'
import type { ZaloNow } from '../../../core/use-cases/zalo/read-channels.ts'
import { RENEWAL_LOST } from '../../../core/use-cases/zalo/renew-token.ts'
import type { Locale } from '../../../templates/render.ts'
import { formatDateTime, formatNumber } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { ChannelsPageNow, Say } from './page-now.ts'

type ZaloState = 'not_configured' | 'never_connected' | ZaloAccount['state']

const KINDS: Record<ZaloState, string> = {
  not_configured: 'neutral',
  never_connected: 'warning',
  connected: 'success',
  needs_consent: 'danger',
  disconnected: 'neutral',
}

const QUALITIES = ['HIGH', 'MEDIUM', 'LOW']

export function zaloStateOf({ configured, zalo }: Pick<ChannelsPageNow, 'configured' | 'zalo'>): ZaloState {
  if (!configured.zalo) return 'not_configured'
  return zalo?.account.state ?? 'never_connected'
}

export function zaloView(now: ChannelsPageNow, locale: Locale, say: Say) {
  const state = zaloStateOf(now)
  const shown = state === 'not_configured' ? null : now.zalo
  return {
    kind: KINDS[state],
    label: say(`zalo.state.${state}`),
    meaning: say(`zalo.meaning.${state}`),
    isUrgent: state === 'needs_consent',
    facts: [...(shown ? factsOf(shown, say) : []), ...addresses(now, say)],
    meters: shown ? shown.meters.map((meter) => meterView(meter, locale, say)) : [],
    columns: ['what', 'left', 'seenAt'].map((key) => ({ label: say(`meter.column.${key}`), numeric: false })),
    warnings: shown ? warningsOf(shown, say) : [],
    mayConnect: now.mayManage && state !== 'not_configured',
    connectLabel: say(state === 'never_connected' ? 'zalo.connect' : 'zalo.connectAgain'),
    mayLook: state === 'connected',
    mayDisconnect: now.mayManage && (state === 'connected' || state === 'needs_consent'),
    othersManage: !now.mayManage,
  }
}

const row = (label: string, value: string | null) => ({ label, value, action: null })

function factsOf({ account, accessUntil, connectedByName }: ZaloNow, say: Say) {
  const { facts, oaId, connectedAt, renewedAt, faultCode, faultAt } = account
  const yesNo = (yes: boolean | null) => (yes === null ? null : say(yes ? 'zalo.yes' : 'zalo.no'))
  return [
    row(say('zalo.account'), [facts?.name, oaId].filter(Boolean).join(' · ')),
    row(say('zalo.verified'), yesNo(facts?.isVerified ?? null)),
    row(say('zalo.package'), facts?.packageName ?? null),
    row(say('zalo.quality'), facts ? qualityWord(facts.templateQuality, say) : null),
    row(say('zalo.connectedBy'), say('zalo.byAt', { name: connectedByName, at: formatDateTime(connectedAt) })),
    row(say('zalo.accessUntil'), accessUntil ? formatDateTime(accessUntil) : null),
    row(say('zalo.renewedAt'), renewedAt ? formatDateTime(renewedAt) : null),
    ...(faultCode && faultAt ? [row(say('zalo.fault'), faultSentence(faultCode, faultAt, say))] : []),
  ]
}

function qualityWord(quality: string | null, say: Say): string {
  return say(`zalo.qualities.${QUALITIES.find((one) => one === quality) ?? 'UNDEFINED'}`)
}

function faultSentence(code: string, at: Date, say: Say): string {
  const what = say(code === RENEWAL_LOST ? 'zalo.renewalLost' : `refusal.${consentRefusalOf(code)}.what`)
  return say('zalo.faultAt', { at: formatDateTime(at), what, code })
}

function addresses({ publicUrl }: ChannelsPageNow, say: Say) {
  return [
    row(say('zalo.callback'), publicUrl + paths.staff.zaloReturn),
    row(say('zalo.webhook'), publicUrl + paths.machine.zaloWebhook),
  ]
}

function meterView({ meter, remain, total, low, seenAt }: ZaloNow['meters'][number], locale: Locale, say: Say) {
  const figure = (count: number) => formatNumber(count, locale)
  const left =
    total === null
      ? say('meter.left', { remain: figure(remain) })
      : say('meter.leftOf', { remain: figure(remain), total: figure(total) })
  const cell = (text: string) => ({ text, href: null, tag: null })
  const tag = low ? { kind: 'warning', label: say('meter.low') } : null
  return {
    current: false,
    cells: [cell(say(`meter.name.${meter}`)), { ...cell(left), tag }, cell(formatDateTime(seenAt))],
  }
}

/** A tenth of an allowance, an account Zalo has not verified, templates people complain about. */
function warningsOf({ meters, account }: ZaloNow, say: Say): string[] {
  const low = meters
    .filter((meter) => meter.low)
    .map(({ meter }) => say('meter.warning', { what: say(`meter.name.${meter}`) }))
  const unverified = account.facts?.isVerified === false ? [say('zalo.unverified')] : []
  const poor = account.facts?.templateQuality === 'LOW' ? [say('zalo.poorQuality')] : []
  return [...low, ...unverified, ...poor]
}
