import { midnightInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'
import type { ReturnMinutesPaper, SigningMinutesPaper } from '../../core/ports/services.ts'
import { openA4 } from './open-paper.ts'
import { frame, MARGIN, newPage, type Paper, roomLeft, rule, WHOLE_WIDTH, WIDTH, write } from './paper.ts'
import { longDate, WORDS, writtenDate } from './police-list-words.ts'

const BOX_HEIGHT = 120

/** Biên bản about people whose doses are confirmed, to be signed by hand by all sides (8938 step 4; features H11). */
export async function signingMinutesPdf(minutes: SigningMinutesPaper): Promise<Uint8Array> {
  const paper = await openPaper(minutes.number, minutes.unit, minutes.drawnOn)
  writeTitle(paper, minutes.number, 'XÁC NHẬN DỮ LIỆU TIÊM CHỦNG VẮC XIN PHÒNG COVID-19')
  say(paper, `Các bên tham gia: ${minutes.parties}.`)
  say(
    paper,
    `Các bên xác nhận dữ liệu tiêm chủng của ${minutes.lines.length} người, ${minutes.doses} mũi tiêm dưới đây là chính xác.`,
  )
  minutes.lines.forEach(({ statement }, i) => {
    const doses = statement.doses.map((dose) => `mũi ${dose.number} ${dose.vaccine} ${writtenDate(dose.givenOn)}`)
    const who = `${i + 1}. ${statement.fullName}, sinh ${writtenDate(statement.birthDate)}, mã ${statement.recordId}`
    say(paper, `${who}: ${doses.join('; ')}.`, 11)
  })
  writeHashes(paper, [['Mã băm SHA-256 của danh sách trong biên bản', minutes.sha256]])
  writeBoxes(paper, ['ĐẠI DIỆN CƠ SỞ TIÊM CHỦNG', 'ĐẠI DIỆN CÁC BÊN'])
  return paper.pdf.save({ useObjectStreams: false })
}

/** Biên bản about one return of the police, signed by hand by both sides (2262 step 3). */
export async function returnMinutesPdf(minutes: ReturnMinutesPaper): Promise<Uint8Array> {
  const number = `BB-${minutes.list}-${minutes.part}`
  const paper = await openPaper(number, minutes.policeUnit, minutes.drawnOn)
  writeTitle(paper, number, 'BÀN GIAO KẾT QUẢ XÁC MINH THÔNG TIN CÔNG DÂN')
  say(paper, `Bên giao: ${minutes.policeUnit}. Bên nhận: ${minutes.unit}.`)
  say(
    paper,
    `Danh sách số ${minutes.list}, bàn giao lần ${minutes.part}, gồm ${minutes.people} người: ${minutes.matches} người đúng, ${minutes.people - minutes.matches} người có kết quả khác.`,
  )
  say(paper, 'Kết quả từng người nằm trong danh sách đã in kèm theo. Hai bên ký vào biên bản này và vào danh sách.')
  writeHashes(paper, [
    [WORDS.listHash, minutes.hashes.list],
    [WORDS.answersHash, minutes.hashes.answers],
    ['Mã băm SHA-256 của tệp danh sách kèm theo', minutes.hashes.file],
  ])
  writeBoxes(paper, [WORDS.police, WORDS.health])
  return paper.pdf.save({ useObjectStreams: false })
}

async function openPaper(number: string, unit: string, drawnOn: string): Promise<Paper> {
  const paper = await openA4({ title: number, author: unit, drawnUpAt: midnightInVietNam(drawnOn) })
  const { bold, italic } = paper.fonts
  write(paper, WORDS.state, bold, 12, WHOLE_WIDTH, 'centre')
  write(paper, WORDS.motto, bold, 12, WHOLE_WIDTH, 'centre')
  rule(paper.page, MARGIN.left + WIDTH * 0.36, paper.y - 4, WIDTH * 0.28)
  paper.y -= 10
  write(paper, unit.toUpperCase(), bold, 11.5)
  write(paper, longDate(drawnOn), italic, 12, WHOLE_WIDTH, 'right')
  paper.y -= 8
  return paper
}

function writeTitle(paper: Paper, number: string, subject: string): void {
  const { bold, regular } = paper.fonts
  write(paper, 'BIÊN BẢN', bold, 15, WHOLE_WIDTH, 'centre')
  write(paper, subject, bold, 12, WHOLE_WIDTH, 'centre')
  write(paper, `Số: ${number}`, regular, 12, WHOLE_WIDTH, 'centre')
  paper.y -= 10
}

function say(paper: Paper, text: string, size = 12.5): void {
  if (roomLeft(paper) < size * 4) newPage(paper)
  write(paper, text, paper.fonts.regular, size)
  paper.y -= 3
}

function writeHashes(paper: Paper, hashes: readonly (readonly [string, string])[]): void {
  if (roomLeft(paper) < BOX_HEIGHT + 40 + hashes.length * 28) newPage(paper)
  paper.y -= 6
  for (const [name, hash] of hashes) {
    write(paper, `${name}:`, paper.fonts.regular, 10)
    write(paper, hash, paper.fonts.regular, 10)
  }
  write(paper, 'Biên bản này không thay cho chữ ký số.', paper.fonts.italic, 11)
  paper.y -= 12
}

/** A box for each side, never torn over two pages. */
function writeBoxes(paper: Paper, roles: readonly [string, string]): void {
  const [top, width] = [paper.y, (WIDTH - 14) / 2]
  for (const [i, role] of roles.entries()) {
    const x = MARGIN.left + i * (width + 14)
    paper.y = top - 4
    frame(paper.page, x, top - BOX_HEIGHT, width, BOX_HEIGHT)
    write(paper, role, paper.fonts.bold, 11.5, { x: x + 6, width: width - 12 }, 'centre')
    write(paper, WORDS.signHere, paper.fonts.italic, 10, { x: x + 6, width: width - 12 }, 'centre')
  }
}
