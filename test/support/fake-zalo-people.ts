import { createHash, randomBytes } from 'node:crypto'
import { messageIdOf, userOf, type ZaloState, type ZaloUser } from './fake-zalo-state.ts'
import type { ZaloPost } from './fake-zalo-webhook.ts'

type Extra = Record<string, unknown>

/** What else a citizen can send: shapes as in channels 1.6. */
const ODDITIES = {
  audio: { payload: { url: 'https://voice.zalo.example.invalid/o/ghi-am-01.aac' }, type: 'audio' },
  video: {
    payload: { thumbnail: '', description: '', url: 'https://video.zalo.example.invalid/01.mp4' },
    type: 'video',
  },
  gif: { payload: { thumbnail: '', url: 'https://photo.zalo.example.invalid/g-01.gif' }, type: 'gif' },
  sticker: { payload: { id: '21345', url: 'https://sticker.zalo.example.invalid/21345.png' }, type: 'sticker' },
  location: { payload: { coordinates: { latitude: '10.000000', longitude: '106.000000' } }, type: 'location' },
  link: { payload: { thumbnail: '', description: '', url: 'https://portal.example.invalid/' }, type: 'link' },
} as const

/** What citizens do: each act is an interaction, and arrives as one event. Answers are the webhook's HTTP status. */
export function zaloPeople(state: ZaloState, post: ZaloPost) {
  const touch = (userId: string): ZaloUser => {
    const user = userOf(state, userId)
    user.lastInteraction = state.clock.now()
    if (user.follows === 'left') user.follows = 'never'
    return user
  }
  const send = (userId: string, name: string, content: Extra, around: Extra = {}) => {
    const user = touch(userId)
    return post.deliver({
      app_id: state.appId,
      sender: { id: userId },
      user_id_by_app: user.idByApp,
      recipient: { id: state.oaId },
      event_name: name,
      message: { ...content, msg_id: messageIdOf() },
      ...around,
    })
  }
  const attach = (userId: string, kind: string, payload: Extra, text?: string) =>
    send(userId, `user_send_${kind}`, { ...(text ? { text } : {}), attachments: [{ payload, type: kind }] })
  const serve = (name: string, bytes: Buffer): string => {
    const id = randomBytes(9).toString('hex')
    state.media.set(id, { name, bytes })
    return `${state.apiRoot}/media/${id}/${encodeURIComponent(name)}`
  }
  const subscribe = (userId: string, name: 'follow' | 'unfollow') =>
    post.deliver({
      oa_id: state.oaId,
      follower: { id: userId },
      user_id_by_app: userOf(state, userId).idByApp,
      event_name: name,
      source: 'oa_profile',
      app_id: state.appId,
    })
  return {
    say: (userId: string, text: string, more: Extra = {}) => send(userId, 'user_send_text', { text, ...more }),
    /** What citizens sent is no longer on Zalo's servers: nobody knows how long it stays there (channels 1.6). */
    forgetMedia: () => state.media.clear(),
    /** A query button says its payload; the others open something on the phone and tell nobody. */
    press: (userId: string, label: string) => {
      const shown = state.sent.filter((one) => one.userId === userId).flatMap((one) => one.buttons)
      const button = shown.findLast((one) => one.title === label)
      if (!button) throw new Error(`no message shows the button "${label}": ${shown.map((one) => one.title)}`)
      if (!button.type.startsWith('oa.query.')) throw new Error(`the button "${label}" is ${button.type}`)
      return send(userId, 'user_send_text', { text: String(button.payload) })
    },
    sendImage: (userId: string, bytes: Buffer, text?: string) => {
      const url = serve('anh.jpg', bytes)
      return attach(userId, 'image', { thumbnail: url, url }, text)
    },
    sendFile: (userId: string, bytes: Buffer, name: string) =>
      attach(userId, 'file', {
        size: String(bytes.length),
        name,
        checksum: createHash('md5').update(bytes).digest('hex'),
        type: name.split('.').at(-1) ?? '',
        url: serve(name, bytes),
      }),
    sendOddity: (userId: string, kind: keyof typeof ODDITIES) =>
      send(userId, `user_send_${kind}`, { attachments: [ODDITIES[kind]] }),
    /** What the citizen typed or confirmed: `new` and `legacy` are the two layouts seen (channels 1.6). */
    submitInfo: (userId: string, info: { name: string; phone: string }, layout: 'new' | 'legacy' = 'new') => {
      const user = touch(userId)
      user.sharedInfo = { name: info.name, phone: Number(info.phone) }
      const full = layout === 'new' ? info : { name: info.name, phone: Number(info.phone), address: '', city: '' }
      const parties = { sender: { id: userId }, recipient: { id: state.oaId }, user_id_by_app: user.idByApp }
      return post.deliver({ ...parties, event_name: 'user_submit_info', info: full })
    },
    follow: (userId: string) => {
      touch(userId).follows = 'yes'
      return subscribe(userId, 'follow')
    },
    unfollow: (userId: string) => {
      userOf(state, userId).follows = 'left'
      return subscribe(userId, 'unfollow')
    },
    /** Zalo tells nobody that it was blocked: sends are refused from now on. */
    block: (userId: string, code = -217) => {
      userOf(state, userId).refusedWith = code
    },
    unblock: (userId: string) => {
      userOf(state, userId).refusedWith = null
    },
    setLastInteraction: (userId: string, at: Date | null) => {
      userOf(state, userId).lastInteraction = at
    },
  }
}
