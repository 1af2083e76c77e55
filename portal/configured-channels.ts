import type { Settings } from '../platform/config.ts'

/** Which channels this installation has settings for; says nothing of the settings themselves. */
export interface ConfiguredChannels {
  telegram: boolean
  zalo: boolean
  /** At least one approved template to send. */
  zaloTemplates: boolean
  sms: boolean
}

export function configuredChannels(settings: Settings): ConfiguredChannels {
  return {
    telegram: Boolean(settings.TELEGRAM_BOT_TOKEN && settings.TELEGRAM_WEBHOOK_SECRET),
    zalo: Boolean(settings.ZALO_APP_ID && settings.ZALO_APP_SECRET && settings.ZALO_OA_SECRET),
    zaloTemplates: Boolean(settings.ZALO_TEMPLATE_NOTICE || settings.ZALO_TEMPLATE_OTP),
    sms: Boolean(settings.SMS_PROVIDER === 'esms' ? settings.ESMS_API_KEY : settings.SMS_GATEWAY_URL),
  }
}
