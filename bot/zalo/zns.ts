import { partsOf } from '../../core/domain/contact/address.ts'
import type { SpeakingChannel } from '../channel.ts'
import type { Allowance } from './allowance.ts'
import { classify } from './classify.ts'
import { fillTemplate, type TemplateIds } from './templates.ts'
import type { ZaloClient } from './zalo-client.ts'

export interface ZnsVoice {
  client: Pick<ZaloClient, 'sendZnsByPhone'>
  templates: TemplateIds
  allowance: Pick<Allowance, 'perSecond'>
  now(): Date
  random(): number
}

/** Notices and codes as templates to a phone; the chat's own words have no road here (channels 1.7). */
export function znsMouth({ client, templates, allowance, now, random }: ZnsVoice): SpeakingChannel {
  return {
    // `tracking_id` comes back in the receipt, but nobody promises that Zalo knows a repeat by it.
    idempotent: false,
    get pace() {
      return { perSecond: allowance.perSecond(), perAddressMs: 0 }
    },
    plan: (content) => [content],
    send: async (message) => {
      const filled = fillTemplate(message, templates)
      if (!filled) return { ...NO_TEMPLATE }
      const sent = await client.sendZnsByPhone({
        phone: partsOf(message.address).user,
        ...filled,
        trackingId: message.clientRef,
      })
      return sent.ok ? { ok: true, providerMessageId: sent.data.messageId } : classify(sent, now(), random())
    },
  }
}

const NO_TEMPLATE = {
  ok: false,
  failure: 'window_closed',
  code: 'zns_no_template',
  retryAfterMs: null,
  ambiguous: false,
} as const
