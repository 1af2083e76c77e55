import type { PoliceAnswer } from '../../core/domain/police-list/police-answer.ts'

/** Words of an official paper, which exists in Vietnamese only; terms of letters 2262 and 9438 (domain 10). */
export const WORDS = {
  state: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  number: 'Số',
  title: 'DANH SÁCH XÁC MINH THÔNG TIN CÔNG DÂN',
  subtitle: 'phục vụ làm sạch dữ liệu tiêm chủng vắc xin phòng COVID-19',
  to: 'Kính gửi',
  verifiedBy: 'Cơ quan xác minh',
  part: 'Lần bàn giao',
  columns: ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD/CMND', 'Kết quả xác minh'],
  listHash: 'Mã băm SHA-256 của danh sách đã lập',
  answersHash: 'Mã băm SHA-256 của kết quả xác minh',
  page: 'Trang',
  health: 'ĐƠN VỊ LẬP DANH SÁCH',
  police: 'CƠ QUAN XÁC MINH',
  signHere: '(Ký, ghi rõ họ tên, đóng dấu)',
} as const

export const SEX_WORDS = { male: 'Nam', female: 'Nữ' } as const

export const ANSWER_WORDS: Record<PoliceAnswer, string> = {
  match: 'Đúng',
  wrong_field: 'Sai',
  not_found: 'Không tìm thấy',
  not_resident: 'Không thường trú tại địa bàn',
  must_come: 'Cần đến Công an xã để xác minh',
  foreigner: 'Người nước ngoài',
  deceased: 'Đã mất',
  register_wrong: 'Dữ liệu dân cư chưa đúng, chờ cập nhật',
}

export const FIELD_WORDS: Record<string, string> = {
  fullName: 'họ và tên',
  birthDate: 'ngày sinh',
  sex: 'giới tính',
  idNumber: 'số CCCD/CMND',
}

/** `15/04/2022`; what is not a whole date stays as it is written. */
export function writtenDate(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : iso
}

export function longDate(iso: string): string {
  const [year, month, day] = iso.split('-')
  return `Ngày ${day} tháng ${month} năm ${year}`
}

export function totalWords(rows: number): string {
  return `Danh sách gồm ${rows} người.`
}
