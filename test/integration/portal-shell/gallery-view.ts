/** One value for every partial; all people and doses are invented. */
export const galleryView = {
  heading: 'Báo sai thông tin mũi tiêm',
  dose: 'mũi 2',
  errors: [
    { href: '#citizen-id', message: 'Số định danh có 12 chữ số, bạn mới nhập 11.' },
    { href: '#born', message: 'Xin nhập ngày sinh.' },
  ],
  sexes: [
    { value: 'female', label: 'Nữ', hint: null },
    { value: 'male', label: 'Nam', hint: 'Theo giấy tờ tùy thân' },
  ],
  wrongs: [
    { value: 'name', label: 'Họ tên', hint: null, checked: true },
    { value: 'dose', label: 'Thiếu mũi tiêm', hint: 'Đã tiêm nhưng không thấy trên hệ thống', checked: false },
  ],
  vaccines: [
    { value: 'pfizer', label: 'Comirnaty (Pfizer-BioNTech)' },
    { value: 'vero', label: 'Vero Cell (Sinopharm)' },
  ],
  compared: [
    { label: 'Họ tên', recorded: 'NGUYEN THI NGOC ANH', correct: 'Nguyễn Thị Ngọc Ánh', changed: true },
    { label: 'Ngày sinh', recorded: '05/08/1990', correct: null, changed: false },
    { label: 'Số lô', recorded: null, correct: 'FK8892', changed: true },
  ],
  steps: [
    { when: '16:05, 05/08/2021', title: 'Đã ghi nhận', text: 'Thời hạn: 16:05, 07/08/2021', current: false, tag: null },
    {
      when: '09:12, 06/08/2021',
      title: 'Công an cấp xã đang đối chiếu',
      text: null,
      current: true,
      tag: { kind: 'info', label: 'Đang xem xét' },
    },
    { when: null, title: 'Phản hồi', text: null, current: false, tag: null },
  ],
  summary: [
    { label: 'Họ, chữ đệm và tên', value: 'Nguyễn Thị Ngọc Ánh', action: { href: '/', label: 'Sửa' } },
    { label: 'Nơi thường trú', value: 'Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh', action: null },
    { label: 'Số điện thoại', value: null, action: { href: '/', label: 'Sửa' } },
  ],
  columns: [
    { label: 'Mũi', numeric: true },
    { label: 'Ngày tiêm', numeric: false },
    { label: 'Vắc xin', numeric: false },
    { label: 'Tình trạng', numeric: false },
  ],
  doses: [
    {
      current: false,
      cells: [
        { text: '1', href: null, tag: null },
        { text: '05/08/2021', href: null, tag: null },
        { text: 'Comirnaty', href: '/', tag: null },
        { text: '', href: null, tag: { kind: 'success', label: 'Đã xác minh' } },
      ],
    },
    {
      current: true,
      cells: [
        { text: '2', href: null, tag: null },
        { text: '02/09/2021', href: null, tag: null },
        { text: 'Vero Cell', href: '/', tag: null },
        { text: 'từ 06/08', href: null, tag: { kind: 'danger', label: 'Quá hạn' } },
      ],
    },
  ],
  action: { href: '/phan-anh', label: 'Báo sai thông tin' },
}

export const galleryStaff = {
  officerName: 'Trần Văn Khải',
  unitName: 'Trạm Y tế phường Thực Hành',
  logOutHref: '/can-bo/dang-xuat',
  posts: [],
  hint: null,
  waiting: 1316,
  nav: [
    {
      label: 'Việc hằng ngày',
      links: [
        { href: '/can-bo/hang-cho', label: 'Hàng chờ', current: true, count: 1312 },
        { href: '/can-bo/danh-sach', label: 'Danh sách công an', current: false, count: null },
        { href: '/can-bo/nhap-du-lieu', label: 'Nhập dữ liệu', current: false, count: null },
        { href: '/can-bo/ky', label: 'Ký số', current: false, count: 4 },
      ],
    },
  ],
}
