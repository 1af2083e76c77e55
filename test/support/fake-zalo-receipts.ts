import { userOf, type ZaloSent, type ZaloState } from './fake-zalo-state.ts'
import type { ZaloPost } from './fake-zalo-webhook.ts'

/** What Zalo tells about messages of the OA: echoes, arrivals, and that they were seen (channels 1.6, 1.7). */
export function zaloReceipts(state: ZaloState, post: ZaloPost) {
  const about = (userId: string, name: string, message: object, sender: object = {}) =>
    post.deliver({
      app_id: state.appId,
      sender: { id: state.oaId, ...sender },
      user_id_by_app: userOf(state, userId).idByApp,
      recipient: { id: userId },
      event_name: name,
      message,
    })
  const arrivedByPhone = (one: ZaloSent) =>
    post.deliver({
      sender: { id: state.oaId },
      recipient: { id: one.userId },
      event_name: 'user_received_message',
      message: { delivery_time: String(one.at.getTime()), msg_id: one.messageId, tracking_id: one.trackingId },
      app_id: state.appId,
    })
  return {
    /** Our own send, as Zalo shows it back. Templates by phone have no echo. */
    echo: async (one: ZaloSent): Promise<number> =>
      one.endpoint.startsWith('zns') ? 0 : about(one.userId, echoName(one), echoOf(one)),
    /** An officer typed in Zalo's own console. */
    staffSays: (userId: string, text: string, adminId = '5000000000000000001') =>
      about(userId, 'oa_send_text', { text, msg_id: `adm${Date.now().toString(16)}` }, { admin_id: adminId }),
    /** The phone got it. */
    received: (one: ZaloSent): Promise<number> => {
      one.delivered = true
      if (one.endpoint.startsWith('zns')) return arrivedByPhone(one)
      return about(one.userId, 'user_received_message', { msg_id: one.messageId })
    },
    /** The citizen opened the chat: everything not yet seen is told in one event. */
    seen: (userId: string): Promise<number> => {
      const unseen = state.sent.filter((one) => one.userId === userId && !one.seen)
      for (const one of unseen) Object.assign(one, { delivered: true, seen: true })
      return about(userId, 'user_seen_message', { msg_ids: unseen.map((one) => one.messageId) })
    },
  }
}

const echoName = ({ kind }: ZaloSent): string => (kind === 'request_user_info' ? 'oa_send_template' : `oa_send_${kind}`)

function echoOf(one: ZaloSent): object {
  const url = 'https://photo.zalo.example.invalid/o/oa.jpg'
  const attachments = {
    image: [{ payload: { thumbnail: url, url }, type: 'image' }],
    gif: [{ payload: { thumbnail: url, url }, type: 'gif' }],
    file: [{ payload: { size: '1', name: 'giay.pdf', type: 'pdf', url }, type: 'file' }],
    text: null,
    request_user_info: null,
    template: null,
  }[one.kind]
  const text = one.kind === 'text' || (one.kind === 'image' && one.text) ? { text: one.text } : {}
  return { ...text, ...(attachments ? { attachments } : {}), msg_id: one.messageId }
}
