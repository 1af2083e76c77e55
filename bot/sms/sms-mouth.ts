import { tokenOfMessage } from '../../core/domain/contact/message-token.ts'
import type { NoticeKey } from '../../core/domain/report/notice.ts'
import type { OutboundMessage, SpeakingChannel } from '../channel.ts'
import { asGsm7 } from './gsm7.ts'

/** What an SMS says beside its verb: the case code, a short link to it, and the way out for whoever it is not for. */
export interface SmsNotice {
  code: string
  link: string
  notMe: string
}

export interface SmsWords {
  publicUrl: string
  /** The words of a notice for a phone: templates/sms/notice, one SMS long (features I06, I12). */
  notice(key: NoticeKey, facts: SmsNotice, locale: 'vi' | 'en'): string
}

/** Says everything as one SMS on any phone, through whatever carries it: a gateway, or the message box in practice mode. */
export function smsMouth(carrier: SpeakingChannel, words: SmsWords): SpeakingChannel {
  return {
    ...carrier,
    send: (message) => {
      const text = asGsm7(textOf(message, words))
      return carrier.send({ ...message, content: { ...message.content, text } })
    },
  }
}

function textOf({ clientRef, content, notice }: OutboundMessage, words: SmsWords): string {
  if (!notice) return content.text
  const { templateKey, code, locale } = notice
  const link = code ? `${words.publicUrl}/t/${code}` : notice.link
  const notMe = `${words.publicUrl}/k/${tokenOfMessage(clientRef)}`
  return words.notice(templateKey, { code, link, notMe }, locale)
}
