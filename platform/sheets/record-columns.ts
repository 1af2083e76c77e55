import { foldMarks } from '../../core/domain/person/marks.ts'

/** One column of a sheet we read: what we call it, what the Platform calls it, and its other spellings, folded. */
export type Column = { field: string; title: string; required: boolean; names: readonly string[]; pattern?: RegExp }

const NUMBER = /\b(cccd|cmnd|cmt|cmtnd|dinh danh|can cuoc|chung minh)\b/u

const column = (field: string, title: string, names: string, pattern?: RegExp): Column => ({
  field,
  title,
  required: false,
  names: [foldHeader(title), ...names.split('|')],
  pattern,
})
const required = (...parts: Parameters<typeof column>): Column => ({ ...column(...parts), required: true })

const RECORD_ID = required(
  'recordId',
  'Mã đối tượng',
  'record id|ma doi tuong tiem|ma doi tuong tiem chung|id doi tuong|ma ho so|ma dinh danh doi tuong',
)
const NAME = 'full name|ho ten|ho va ten doi tuong|ho ten doi tuong|ho ten nguoi tiem|name'
const BIRTH = 'dob|ngay thang nam sinh|nam sinh|date of birth|birth date|ngay sinh dd mm yyyy|ns'
const SEX = 'gender|sex|gioi'
const NUMBERS = 'id number|so giay to|so dinh danh|so dinh danh ca nhan|cccd|cmnd|so cccd'
const PHONE = 'phone|dien thoai|sdt|so dt|dien thoai di dong|so dien thoai lien he|phone number'
const PROVINCE = column('province', 'Tỉnh/Thành phố', 'province|tinh|tinh tp|tinh thanh|thanh pho')

export const RECORD_COLUMNS: readonly Column[] = [
  RECORD_ID,
  required('fullName', 'Họ và tên', NAME),
  required('birthDate', 'Ngày sinh', BIRTH),
  required('sex', 'Giới tính', SEX),
  required('idNumber', 'CCCD/CMND/Hộ chiếu', NUMBERS, NUMBER),
  column('phone', 'Số điện thoại', PHONE),
  column('nationality', 'Quốc tịch', 'nationality'),
  column('ethnicity', 'Dân tộc', 'ethnicity|ethnic'),
  column('priorityGroup', 'Nhóm ưu tiên', 'priority group|nhom doi tuong|doi tuong uu tien|nhom doi tuong uu tien'),
  PROVINCE,
  column('district', 'Quận/Huyện', 'district|huyen|quan|quan huyen thi xa|quan huyen tx tp'),
  column('commune', 'Xã/Phường', 'commune|ward|xa|phuong|phuong xa|xa phuong thi tran|xa phuong tt'),
  column('address', 'Địa chỉ', 'address|dia chi chi tiet|dia chi thuong tru|noi o hien tai|so nha thon to'),
  column('facility', 'Cơ sở tiêm', 'facility|co so tiem chung|don vi tiem|don vi tiem chung|noi tiem'),
  column('created', 'Ngày tạo', 'created|created at|ngay tao ho so'),
  column('doses', 'Số mũi', 'doses|so mui tiem|so mui da tiem|tong so mui'),
  column(
    'matchResult',
    'Kết quả xác minh',
    'match result|verification result|ket qua xac thuc|ket qua doi chieu|ket qua|trang thai xac minh|tinh trang xac thuc',
  ),
]

export const DOSE_COLUMNS: readonly Column[] = [
  RECORD_ID,
  required('doseId', 'Mã mũi tiêm', 'dose id|ma lan tiem|id mui tiem'),
  column('number', 'Mũi số', 'dose no|dose number|mui|mui thu|mui tiem|lieu so|so thu tu mui|thu tu mui'),
  required(
    'vaccine',
    'Loại vắc xin',
    'vaccine|vac xin|vacxin|vắc xin|ten vac xin|loai vacxin|loai vaccine|ten vaccine',
  ),
  required('date', 'Ngày tiêm', 'date|ngay tiem chung|vaccination date|thoi gian tiem'),
  column('lot', 'Số lô', 'lot|lo|lo vac xin|so lo vac xin|lot number|batch'),
  column('facility', 'Cơ sở tiêm', 'facility|co so tiem chung|don vi tiem|noi tiem|diem tiem'),
  PROVINCE,
  column('enteredBy', 'Người nhập', 'entered by|tai khoan nhap|nguoi nhap lieu|can bo nhap|tai khoan|created by'),
]

export const RESULT_COLUMNS: readonly Column[] = [
  RECORD_ID,
  required(
    'result',
    'Kết quả xác minh',
    'result|match result|verification result|ket qua|ket qua xac thuc|ket qua doi chieu|trang thai xac minh|tinh trang xac thuc',
  ),
  column('fullName', 'Họ và tên', NAME),
  column('birthDate', 'Ngày sinh', BIRTH),
  column('sex', 'Giới tính', SEX),
  column('idNumber', 'CCCD/CMND/Hộ chiếu', NUMBERS, NUMBER),
  column('phone', 'Số điện thoại', PHONE),
]

/** A header for comparing: no marks, no stars, no remarks in brackets, words apart. */
export function foldHeader(header: string): string {
  return foldMarks(header)
    .toLowerCase()
    .replace(/\([^)]*\)/gu, ' ')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()
}
