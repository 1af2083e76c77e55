import express, { type Router } from 'express'
import { isRefusal, readContent, wrong } from './fake-zalo-content.ts'
import { refusal, success, throughGate, type ZaloAnswer } from './fake-zalo-gate.ts'
import {
  FREE_WINDOW_MS,
  messageIdOf,
  WINDOW_MS,
  type ZaloSent,
  type ZaloState,
  type ZaloUser,
} from './fake-zalo-state.ts'

type Fields = Record<string, unknown>
type Accepted = (message: ZaloSent) => void

/** Consultation messages and templates by user id (channels 1.3 to 1.5, 1.7). */
export function zaloMessages(state: ZaloState, accepted: Accepted): Router {
  const router = express.Router()
  const json = express.json({ limit: '1mb' })
  router.post('/v3.0/oa/message/cs', json, (req, res) =>
    throughGate(state, { endpoint: 'cs', host: 'oa' }, req, res, () => consult(state, bodyOf(req.body), accepted)),
  )
  router.post('/v3.0/oa/message/template', json, (req, res) =>
    throughGate(state, { endpoint: 'template', host: 'oa' }, req, res, () =>
      sendTemplate(state, bodyOf(req.body), accepted),
    ),
  )
  return router
}

export const bodyOf = (body: unknown): Fields => (typeof body === 'object' && body !== null ? (body as Fields) : {})

export const knownUser = (state: ZaloState, id: unknown): ZaloUser | undefined =>
  typeof id === 'string' ? state.users.get(id) : undefined

function consult(state: ZaloState, body: Fields, accepted: Accepted): ZaloAnswer {
  const user = knownUser(state, bodyOf(body.recipient).user_id)
  if (!user) return wrong('recipient.user_id')
  const content = readContent(state, body.message)
  if (isRefusal(content)) return content
  if (user.refusedWith !== null) return refusal(user.refusedWith)
  if (user.follows === 'left') return refusal(-213)
  if (!user.lastInteraction) return refusal(-232)
  const age = state.clock.now().getTime() - user.lastInteraction.getTime()
  if (age > WINDOW_MS) return refusal(-230)
  const isFree = age <= FREE_WINDOW_MS
  if (!isFree && state.quota.sub <= 0) return refusal(-211)
  if (!isFree) state.quota.sub -= 1
  const message = keep(state, { endpoint: 'cs', userId: user.id, ...content, billed: !isFree }, accepted)
  return success({ ...receiptOf(message), quota: isFree ? replyQuota(state, user) : subQuota(state) })
}

function sendTemplate(state: ZaloState, body: Fields, accepted: Accepted): ZaloAnswer {
  const user = knownUser(state, body.user_id)
  if (!user) return wrong('user_id')
  const template = state.templates.get(String(body.template_id))
  if (!template) return wrong('template_id')
  if (!template.byUserId) return refusal(-249)
  const data = bodyOf(body.template_data)
  const fault = templateFault(template.params, data)
  if (fault) return wrong(`template_data.${fault.name}`)
  if (user.refusedWith !== null) return refusal(user.refusedWith)
  const message = keep(
    state,
    { endpoint: 'template', userId: user.id, templateId: String(body.template_id), templateData: data, billed: true },
    accepted,
  )
  return success({ ...receiptOf(message), quota: { quota_type: 'purchase_quota', remain: state.quota.sub } })
}

/** The parameter that is missing, too long, no text, or unknown to the template. */
export function templateFault(
  params: Record<string, number>,
  data: Fields,
): { name: string; why: 'missing' | 'too_long' | 'wrong_type' | 'unknown' } | null {
  for (const [name, maxLength] of Object.entries(params)) {
    const value = data[name]
    if (value === undefined || value === '') return { name, why: 'missing' }
    if (typeof value !== 'string') return { name, why: 'wrong_type' }
    if ([...value].length > maxLength) return { name, why: 'too_long' }
  }
  const strange = Object.keys(data).find((name) => !(name in params))
  return strange ? { name: strange, why: 'unknown' } : null
}

/** Writes down what was accepted; the echo follows. */
export function keep(
  state: ZaloState,
  given: Pick<ZaloSent, 'endpoint' | 'userId' | 'billed'> & Partial<ZaloSent>,
  accepted: Accepted,
): ZaloSent {
  const message: ZaloSent = {
    kind: 'template',
    messageId: messageIdOf(),
    text: '',
    buttons: [],
    media: null,
    templateId: null,
    templateData: null,
    trackingId: null,
    at: state.clock.now(),
    delivered: false,
    seen: false,
    ...given,
  }
  state.sent.push(message)
  accepted(message)
  return message
}

const receiptOf = ({ messageId, userId, at }: ZaloSent) => ({
  message_id: messageId,
  user_id: userId,
  sent_time: String(at.getTime()),
})

/** Since replies within 48 hours are unlimited, `remain` and `total` are missing (channels 1.4). */
const replyQuota = (state: ZaloState, user: ZaloUser) => ({
  quota_type: 'reply',
  expired_date: String((user.lastInteraction?.getTime() ?? 0) + FREE_WINDOW_MS),
  owner_type: 'OA',
  owner_id: state.oaId,
})
const subQuota = (state: ZaloState) => ({
  quota_type: 'sub_quota',
  remain: String(state.quota.sub),
  total: '5000',
  owner_type: 'OA',
  owner_id: state.oaId,
})
