import { METERS, type MeterReading } from '../../core/domain/zalo/meter.ts'
import type { ZaloRate } from './http.ts'

/** The quota beside an accepted message; what is left for one citizen is no reading of the account. */
export function quotaReading(
  quota: { quota_type: string; remain: number | null; total: number | null } | null,
): MeterReading[] {
  const meter = METERS.find((one) => one === quota?.quota_type)
  return meter && quota && quota.remain !== null ? [{ meter, remain: quota.remain, total: quota.total }] : []
}

export function dayReading(remain: number | null, total: number | null): MeterReading[] {
  return remain === null ? [] : [{ meter: 'template_day', remain, total }]
}

export function rateReading(rate: ZaloRate | null): MeterReading[] {
  return rate?.remain == null ? [] : [{ meter: 'calls_minute', remain: rate.remain, total: rate.limit }]
}
