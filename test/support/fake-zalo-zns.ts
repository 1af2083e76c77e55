import express, { type Router } from 'express'
import { refusal, success, throughGate, type ZaloAnswer } from './fake-zalo-gate.ts'
import { keep, templateFault } from './fake-zalo-messages.ts'
import type { ZaloSent, ZaloState } from './fake-zalo-state.ts'

type Fields = Record<string, unknown>
type Accepted = (message: ZaloSent) => void

const DAILY = 5000
const FAULT_CODES = { missing: -1122, too_long: -1121, wrong_type: -1124, unknown: -112 } as const

/** Templates by phone, their state, quota and quality (channels 1.7). GETs take ordinary query parameters here. */
export function zaloZns(state: ZaloState, accepted: Accepted): Router {
  const router = express.Router()
  const json = express.json({ limit: '64kb' })
  router.post('/message/template', json, (req, res) =>
    throughGate(state, { endpoint: 'zns', host: 'zns' }, req, res, () =>
      sendByPhone(state, req.body as Fields, accepted),
    ),
  )
  router.post('/message/template/hashphone', json, (req, res) =>
    throughGate(state, { endpoint: 'zns_hashphone', host: 'zns' }, req, res, () => {
      const hash = String((req.body as Fields)?.hash_phone ?? '')
      if (!/^[0-9a-f]{64}$/.test(hash)) return refusal(-108, 'Phone number is invalid')
      return send(state, { endpoint: 'zns_hashphone', to: hash }, req.body as Fields, accepted)
    }),
  )
  router.get('/message/status', (req, res) =>
    throughGate(state, { endpoint: 'zns_status', host: 'zns' }, req, res, () =>
      success(statusOf(state, String(req.query.message_id))),
    ),
  )
  router.get('/message/quota', (req, res) =>
    throughGate(state, { endpoint: 'zns_quota', host: 'zns' }, req, res, () =>
      success({ dailyQuota: DAILY, remainingQuota: state.quota.zns, dailyQuotaPromotion: null }),
    ),
  )
  router.get('/quality', (req, res) =>
    throughGate(state, { endpoint: 'zns_quality', host: 'zns' }, req, res, () =>
      success({ oaCurrentQuality: 'HIGH', oa7dayQuality: 'HIGH' }),
    ),
  )
  router.get('/template/info/v2', (req, res) =>
    throughGate(state, { endpoint: 'zns_template_info', host: 'zns' }, req, res, () =>
      templateInfo(state, String(req.query.template_id)),
    ),
  )
  return router
}

/** `84…` or `+84…`; a leading 0 is not documented as accepted. */
function sendByPhone(state: ZaloState, body: Fields, accepted: Accepted): ZaloAnswer {
  const phone = /^\+?(84\d{9})$/.exec(String(body?.phone ?? ''))?.[1]
  if (!phone) return refusal(-108, 'Phone number is invalid')
  if (body.mode === 'development' && !state.adminPhones.has(phone))
    return refusal(-127, 'Template test can only be sent to admin')
  return send(state, { endpoint: 'zns', to: phone }, body, accepted)
}

function send(
  state: ZaloState,
  { endpoint, to }: { endpoint: 'zns' | 'zns_hashphone'; to: string },
  body: Fields,
  accepted: Accepted,
): ZaloAnswer {
  const templateId = String(body.template_id)
  const template = state.templates.get(templateId)
  if (!template) return refusal(-109, 'Template is invalid')
  if (typeof body.template_data !== 'object' || body.template_data === null)
    return refusal(-111, 'Template data is empty')
  const data = body.template_data as Fields
  const fault = templateFault(template.params, data)
  if (fault) return refusal(FAULT_CODES[fault.why], `Template data ${fault.name}: ${fault.why}`)
  const trackingId = body.tracking_id
  if (typeof trackingId !== 'string' || trackingId === '' || trackingId.length > 48)
    return refusal(-1124, 'tracking_id is invalid')
  const refused = state.refusedPhones.get(to)
  if (refused !== undefined) return refusal(refused, 'Cannot be sent to this user')
  if (state.quota.zns <= 0) return refusal(-144, 'OA has exceeded the daily quota')
  state.quota.zns -= 1
  const message = keep(
    state,
    { endpoint, userId: to, templateId, templateData: data, trackingId, billed: true },
    accepted,
  )
  return success({
    msg_id: message.messageId,
    sent_time: String(message.at.getTime()),
    sending_mode: String(body.sending_mode ?? '1'),
    quota: { dailyQuota: String(DAILY), remainingQuota: String(state.quota.zns) },
  })
}

function statusOf(state: ZaloState, messageId: string) {
  const message = state.sent.find((one) => one.messageId === messageId && one.endpoint.startsWith('zns'))
  if (!message) return { message: 'The message does not exist', status: -1 }
  if (!message.delivered) return { message: 'The message was accepted', status: 0 }
  const at = String(message.at.getTime())
  return { delivery_time: at, message: "The message was delivered to the user's phone", status: 1 }
}

function templateInfo(state: ZaloState, templateId: string): ZaloAnswer {
  const template = state.templates.get(templateId)
  if (!template) return refusal(-109, 'Template is invalid')
  const listParams = Object.entries(template.params).map(([name, maxLength]) => ({
    name,
    require: true,
    type: 'STRING',
    maxLength,
    minLength: 0,
  }))
  return success({ templateId, status: 'ENABLE', listParams })
}
