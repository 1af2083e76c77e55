import { dayInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'
import type { StaffRole } from '../../core/domain/role.ts'
import type { SignatureOnPaper, Signer } from '../../core/ports/signatures.ts'
import { writtenDate } from '../pdf/police-list-words.ts'

/** Offices as official papers name them; papers exist in Vietnamese only. */
const OFFICE: Record<StaffRole, string> = {
  clerk: 'Cán bộ trạm y tế',
  head: 'Trưởng trạm y tế',
  police_officer: 'Cán bộ Công an xã',
  police_chief: 'Trưởng Công an xã',
  district: 'Cán bộ trung tâm y tế',
  province: 'Cán bộ Sở Y tế',
  helper: 'Người giúp',
  auditor: 'Người kiểm tra',
}

export const REASON = { police: 'Bàn giao kết quả xác minh', station: 'Nhận kết quả xác minh' } as const

/** Name, office, serial and time, as the box on the paper says them. */
export function signatureLines({ name, role, unit }: SignatureOnPaper, signer: Signer, at: Date): string[] {
  return [
    `Đã ký số: ${name}`,
    `${OFFICE[role]}, ${unit}`,
    `Số chứng thư: ${signer.serial.toLowerCase()}`,
    `Lúc ${timeInVietNam(at)} (giờ máy chủ)`,
  ]
}

const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' })

const timeInVietNam = (at: Date) => `${clock.format(at)} ngày ${writtenDate(dayInVietNam(at))}`
