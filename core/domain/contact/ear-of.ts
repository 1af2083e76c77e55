import { phoneAt, smsTo } from './address.ts'

/**
 * Who hears what is sent to an address. A phone is one person, by SMS or by a Zalo template: STOP and "Không phải tôi" said on
 * one of these roads hold for the other (features I10, I12).
 */
export function earOf(address: string): string {
  const phone = phoneAt(address)
  return phone ? smsTo(phone) : address
}
