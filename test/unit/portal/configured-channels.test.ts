import { expect, test } from 'vitest'
import { readSettings } from '../../../platform/config.ts'
import { configuredChannels } from '../../../portal/configured-channels.ts'

const KEYS = { MASTER_KEY: 'ab'.repeat(32), SESSION_SECRET: 's'.repeat(32) }
const PLACE = { PRACTICE: 'off', PUBLIC_URL: 'https://so-tiem.test' }
const configured = (more: Record<string, string>) => configuredChannels(readSettings({ ...KEYS, ...PLACE, ...more }))

test('SMS is set up through either gateway', () => {
  const generic = { SMS_GATEWAY_URL: 'https://sms.test', SMS_GATEWAY_KEY: 'key' }
  const esms = { SMS_PROVIDER: 'esms', ESMS_API_KEY: 'key', ESMS_SECRET_KEY: 'secret', ESMS_BRANDNAME: 'SoTiem' }
  expect([configured(generic).sms, configured(esms).sms]).toEqual([true, true])
})
