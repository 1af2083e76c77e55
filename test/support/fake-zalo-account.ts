import express, { type Router } from 'express'
import { wrong } from './fake-zalo-content.ts'
import { success, throughGate, type ZaloAnswer } from './fake-zalo-gate.ts'
import { bodyOf, knownUser } from './fake-zalo-messages.ts'
import type { ZaloState, ZaloUser } from './fake-zalo-state.ts'

/** What may be asked about the OA and its people (channels 1.3, 1.4). */
export function zaloAccount(state: ZaloState): Router {
  const router = express.Router()
  const json = express.json({ limit: '64kb' })
  router.post('/v3.0/oa/quota/message', json, (req, res) =>
    throughGate(state, { endpoint: 'quota_message', host: 'oa' }, req, res, () =>
      quotaOf(knownUser(state, bodyOf(req.body).user_id)),
    ),
  )
  router.get('/v3.0/oa/user/detail', (req, res) =>
    throughGate(state, { endpoint: 'user_detail', host: 'oa' }, req, res, () =>
      detailOf(knownUser(state, dataParameter(req.query.data).user_id)),
    ),
  )
  router.get('/v2.0/oa/getoa', (req, res) =>
    throughGate(state, { endpoint: 'getoa', host: 'oa' }, req, res, () => success(aboutOa(state))),
  )
  return router
}

/** GETs carry one parameter `data` with JSON in it (channels 1.1). */
function dataParameter(given: unknown): Record<string, unknown> {
  try {
    return bodyOf(JSON.parse(String(given)))
  } catch {
    return {}
  }
}

function quotaOf(user: ZaloUser | undefined): ZaloAnswer {
  if (!user) return wrong('user_id')
  return success({
    last_interaction: String(user.lastInteraction?.getTime() ?? 0),
    cs_reply: { remain: 8, total: 8 },
    promotion: { daily_remain: 0, daily_total: 1, monthly_remain: 4, monthly_total: 6 },
  })
}

function detailOf(user: ZaloUser | undefined): ZaloAnswer {
  if (!user) return wrong('user_id')
  const avatar = 'https://avatar.zalo.example.invalid/120.jpg'
  return success({
    user_id: user.id,
    user_id_by_app: user.idByApp,
    user_external_id: '',
    display_name: user.name,
    user_alias: user.name,
    is_sensitive: false,
    user_last_interaction_date: user.lastInteraction ? vietnameseDay(user.lastInteraction) : '',
    user_is_follower: user.follows === 'yes',
    avatar,
    avatars: { 120: avatar },
    dynamic_param: '',
    tags_and_notes_info: { notes: [], tag_names: [] },
    ...(user.sharedInfo ? { shared_info: user.sharedInfo } : {}),
  })
}

const vietnameseDay = (date: Date) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(date)

const aboutOa = (state: ZaloState) => ({
  oaid: state.oaId,
  name: 'Trạm Y tế xã Mẫu (OA thử)',
  description: 'Kênh thử nghiệm',
  oa_alias: 'tram-y-te-thu',
  is_verified: true,
  oa_type: 2,
  cate_name: 'Cơ quan',
  num_follower: [...state.users.values()].filter((user) => user.follows === 'yes').length,
  package_name: 'Nâng cao',
  package_valid_through_date: '31/12/2027',
  linked_ZCA: 'ZCA-000000',
})
