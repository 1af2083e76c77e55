import type { PoliceAnswer } from '../../core/domain/police-list/police-answer.ts'
import type { IdentityField } from '../../core/domain/report/report-type.ts'

/** The sheet is Vietnamese only, like the paper (domain 10); these words are read back, so each stands here once. */
export const SHEET_NAME = 'Danh sách xác minh'

export const MARKS = { number: 'Danh sách số', hash: 'Mã băm SHA-256', id: 'Mã tệp' } as const

export const HINT =
  'Chỉ điền các cột từ "Kết quả" trở đi, chọn từ danh sách có sẵn. Dòng chưa kiểm tra thì để trống. Không sửa bốn thông tin của người dân.'

export const LEGAL_HEADS = ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD/CMND'] as const

export const ANSWER_HEADS = [
  'Kết quả',
  'Sai họ tên',
  'Sai ngày sinh',
  'Sai giới tính',
  'Sai số',
  'Mời đến ngày',
  'Buổi',
  'Ghi chú',
] as const

export const ANSWER_CHOICES: Record<PoliceAnswer, string> = {
  match: 'Khớp',
  wrong_field: 'Sai thông tin',
  not_found: 'Không tìm thấy',
  not_resident: 'Không thường trú tại xã',
  must_come: 'Cần đến gặp trực tiếp',
  foreigner: 'Người nước ngoài',
  deceased: 'Đã mất',
  register_wrong: 'Sổ dân cư sai',
}

/** In the order of the columns "Sai …". */
export const WRONG_COLUMNS: readonly IdentityField[] = ['fullName', 'birthDate', 'sex', 'idNumber']

export const TICK = 'Sai'

export const SEX_CHOICES = { male: 'Nam', female: 'Nữ' } as const

export const PART_CHOICES = { morning: 'Sáng', afternoon: 'Chiều' } as const
