import type { Router } from 'express'
import type { App } from '../../core/ports/app.ts'
import type { Settings } from '../../platform/config.ts'
import type { Renderer } from '../../templates/render.ts'
import type { SpeakingChannel } from '../channel.ts'
import { esmsCallback, esmsCallbackPath } from './esms-callback.ts'
import { esmsGateway } from './esms-gateway.ts'
import { smsGateway } from './gateway.ts'
import { type SmsNotice, smsMouth } from './sms-mouth.ts'

interface SmsDeps {
  app: App
  settings: Settings
  render: Renderer
  /** Carries what has no gateway in practice mode. */
  box: SpeakingChannel | null
  onFault(code: string): void
}

/** The voice for phones as the settings choose it, and the door of its delivery reports; null: no way to a phone. */
export function openSms(deps: SmsDeps): { mouth: SpeakingChannel | null; routers: Router[] } {
  const { app, settings, render, box, onFault } = deps
  const carrier = gatewayOf(settings, app.settings.publicUrl) ?? box
  const words = {
    publicUrl: app.settings.publicUrl,
    notice: (key: string, facts: SmsNotice, locale: 'vi' | 'en') =>
      render.text('sms/notice', { ...facts, verb: render.sentence(`sms.verb.${key}`, locale) }, locale),
  }
  const secret = settings.SMS_PROVIDER === 'esms' ? settings.ESMS_CALLBACK_SECRET : undefined
  return {
    mouth: carrier ? smsMouth(carrier, words) : null,
    routers: secret ? [esmsCallback({ app, secret, onFault })] : [],
  }
}

function gatewayOf(settings: Settings, publicUrl: string): SpeakingChannel | null {
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_KEY: key } = settings
  if (settings.SMS_PROVIDER === 'generic') return url && key ? smsGateway({ url, key }) : null
  const { ESMS_API_KEY: apiKey, ESMS_SECRET_KEY: secretKey, ESMS_BRANDNAME: brandname } = settings
  if (!apiKey || !secretKey || !brandname) return null
  const secret = settings.ESMS_CALLBACK_SECRET
  const callbackUrl = secret ? `${publicUrl}${esmsCallbackPath(secret)}` : null
  return esmsGateway({
    apiRoot: settings.ESMS_API_ROOT,
    apiKey,
    secretKey,
    brandname,
    sandbox: settings.ESMS_SANDBOX,
    callbackUrl,
  })
}
