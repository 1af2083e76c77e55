/** Surnames (họ), the most frequent first among those that fold to the same letters; from common knowledge, no register. */
export const SURNAMES = `Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Đoàn Lương Hà Trương Lưu Phùng Tạ Tô
Vương Đàm Thân Thái Lại Kiều Tống Quách Nghiêm Bạch Trịnh Tăng Lâm Châu Khuất Triệu Mạc Cao Mai Chu Kim La Giang An Ninh Tôn Văn Hứa Lò Lường
Quàng Cầm Tòng Cà Vàng Giàng Thào Mùa Sùng Vừ Lầu Hờ Cứ Má Lù Nông Hoàng Bế Ma Vi Hầu Thạch Sơn Kiêm Danh Kim Lộc Từ Ông Âu Ân Bành Biện Cù
Diệp Doãn Đồng Đường Giáp Khổng Khúc Khương Liễu Mẫn Nhâm Nhan Ôn Phí Quan Sái Tiêu Tào Thi Thiều Tiền Uông Viên Vòng Xa Yên`

/** Middle and given names (chữ đệm, tên), the same way. */
export const GIVEN_NAMES = `Thị Văn Ngọc Minh Hoa Hòa Anh Hồng Thu Thanh Hữu Sùng Đức Quang Xuân Kim Thúy Thùy Thủy Phương Phượng Hương Hường Lan Linh Mai Hà Hải
Hạnh Hằng Hiền Hiển Hiếu Hiệp Hiên Hoàng Hùng Hưng Huy Huệ Huyền Hậu Hảo Hân Hoài Hoạt Hoan Hoàn Hội Khánh Khang Khoa Khôi Kiên Kiệt Kỳ Lâm Liên Liễu Liêm
Loan Long Lộc Lợi Luân Lương Lượng Ly Lý Mạnh Mẫn Mỹ My Mơ Mùi Nam Nga Ngà Ngân Nghĩa Nghị Ngoan Nguyên Nguyệt Nhã Nhàn Nhân Nhật Nhi Nhị Nhung Như
Oanh Phát Phi Phong Phú Phúc Phước Phụng Quân Quế Quốc Quý Quyên Quyền Quyết Quỳnh Sang Sáng Sinh Sơn Sỹ Sĩ Tài Tâm Tấm Tân Tấn Thạch Thái Thắng Thành
Thạnh Thảo Thế Thiện Thiên Thịnh Thơ Thơm Thoa Thọ Thông Thuận Thuần Thuyết Thư Thương Thường Thục Tiên Tiến Tín Tình Tĩnh Toàn Toán Trà Trang Trâm Trân
Trí Trinh Trình Trọng Trúc Trung Trường Tú Tuấn Tuân Tuệ Tùng Tuyên Tuyến Tuyết Tư Từ Tường Uyên Út Vân Vấn Vi Vĩ Viên Viễn Việt Vinh Vĩnh Vũ Vui Vương Vượng
Vy Xoan Xuyên Xuyến Yên Yến Ý Ái An Ân Ấn Âu Ánh Ba Bá Bảo Bắc Bằng Bách Bích Biên Bình Bính Bưởi Ca Cam Can Cảnh Cát Căn Cầm Cẩm Cần Chánh Chi Chí Chiến
Chinh Chính Chiều Chung Chúc Chương Công Cương Cường Cúc Cường Dần Dậu Diễm Diễn Diệp Diệu Dịu Doanh Duẩn Dung Dũng Duy Duyên Dư Dương Dưỡng Đại Đàn Đan Đào Đạo Đạt
Đăng Điền Điệp Định Đính Đoan Đoàn Độ Đông Đồng Được Đương Giang Giáp Gấm Hai Hạ Hào Hạc Hợi Hợp Huân Huấn Huynh Hy Kha Khải Khanh Khiêm Khiết Khuê Khương
Kiều Lài Lan Lành Lạc Lai Lam Lân Lệ Lên Lĩnh Lịch Loát Lũy Lựu Mận Mến Miên Miền Minh Mừng Mười Năm Nết Nê Ngữ Ngự Ngọ Nhài Nhạn Nhâm Nhẫn Nhiên
Nhu Nhuận Nương Ninh Nữ Phan Phấn Phẩm Phiên Phiến Phin Phó Quảng Quán Quyến Rạng Sa Sâm Sen Sáu Sửu Suất Tạo Tám Tăng Tẩu Tết Thám Thân Thập Thảnh
Thăng Thắm Thật Thêm Thêu Thi Thiết Thiệu Thìn Thoại Thoan Thới Thược Thụy Tí Tỵ Tịnh Toại Tòng Tôn Tố Tốt Trạch Trang Triều Triển Triết Trực Tuất Tuyển
Túc Tỉnh Ty Vang Vàng Vạn Vận Vịnh Vọng Vỹ Xinh Xuyên Yêm`
