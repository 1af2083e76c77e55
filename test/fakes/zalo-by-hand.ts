import type { FakeZalo } from '../support/fake-zalo.ts'
import type { ZaloSent } from '../support/fake-zalo-state.ts'
import type { HandChannel, Line } from './hand-channel.ts'

/** Templates by phone stand in the same thread: to the person they arrive in the same Zalo. */
export function zaloByHand(zalo: FakeZalo): HandChannel {
  return {
    name: 'Zalo',
    said: ({ zaloId, phone }) =>
      zalo
        .sent()
        .filter((one) => one.userId === zaloId || one.userId === phone.slice(1))
        .map((one) => lineOf(one, zalo)),
    say: ({ zaloId }, text) => zalo.say(zaloId, text),
    press: ({ zaloId, phone, name }, label) =>
      label === SHARE ? zalo.submitInfo(zaloId, { name, phone: phone.slice(1) }) : zalo.press(zaloId, label),
    shareContact: ({ zaloId, name }, phone) => zalo.submitInfo(zaloId, { name, phone: phone.replace('+', '') }),
    sendPhoto: ({ zaloId }, bytes) => zalo.sendImage(zaloId, bytes),
    sendFile: ({ zaloId }, bytes, name) => zalo.sendFile(zaloId, bytes, name),
    acts: {
      follow: { label: 'Quan tâm OA', does: ({ zaloId }) => zalo.follow(zaloId) },
      unfollow: { label: 'Bỏ quan tâm', does: ({ zaloId }) => zalo.unfollow(zaloId) },
      block: { label: 'Chặn tin của OA', does: async ({ zaloId }) => silently(() => zalo.block(zaloId)) },
      unblock: { label: 'Bỏ chặn', does: async ({ zaloId }) => silently(() => zalo.unblock(zaloId)) },
      quiet: {
        label: 'Im lặng 8 ngày',
        does: async ({ zaloId }) =>
          silently(() => zalo.setLastInteraction(zaloId, new Date(zalo.clock.now().getTime() - 8 * 86_400_000))),
      },
    },
    bringAgain: () => zalo.retry(),
  }
}

const SHARE = 'Chia sẻ thông tin'

/** Zalo tells nobody about it, so nothing could fail to arrive. */
function silently(act: () => void): number {
  act()
  return 200
}

function lineOf(message: ZaloSent, zalo: FakeZalo): Line {
  const upload = message.media ? zalo.uploads.get(message.media) : undefined
  const template = Object.entries(message.templateData ?? {}).map(([name, value]) => `${name}: ${value}`)
  const buttons = message.buttons.map(({ title, payload }) => ({
    label: title,
    url: (payload as { url?: string }).url ?? null,
  }))
  return {
    from: 'bot',
    at: message.at,
    text: template.length > 0 ? template.join('\n') : message.text,
    buttons: message.kind === 'request_user_info' ? [{ label: SHARE, url: null }] : buttons,
    file: upload ? { name: upload.name, bytes: upload.bytes } : null,
    note: message.templateId ? `mẫu ZBS ${message.templateId}${message.billed ? ', tính phí' : ''}` : null,
  }
}
