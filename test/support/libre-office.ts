import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Cells to type into before it is saved: column and line counted from 0. */
export type Typed = readonly { column: number; line: number; text: string }[]

/**
 * Opens a workbook with its password in LibreOffice, types into it as a person would, and saves it (Ctrl+S) as it was, locked. A
 * Basic macro does it: the command line alone cannot hand a password to the file.
 */
export function resavedByLibreOffice(bytes: Buffer, password: string, typed: Typed = []): Promise<Buffer> {
  return inLibreOffice(bytes, async ({ file, profile, office }) => {
    await office('--terminate_after_init')
    writeModule(profile, typed)
    await office(`macro:///Standard.Module1.Resave("file://${file}","${password}")`)
    return readFileSync(file)
  })
}

/** Opens a workbook in LibreOffice and saves it as a workbook again, as a clerk would. */
export function throughLibreOffice(bytes: Buffer): Promise<Buffer> {
  return inLibreOffice(bytes, async ({ folder, file, office }) => {
    await office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'out'), file)
    return readFileSync(join(folder, 'out', basename(file)))
  })
}

interface AtWork {
  folder: string
  file: string
  profile: string
  office: (...args: string[]) => Promise<unknown>
}

/** Each run has a folder and a profile of its own, gone afterwards. */
async function inLibreOffice(bytes: Buffer, work: (at: AtWork) => Promise<Buffer>): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-office-'))
  const [file, profile] = [join(folder, 'danh-sach.xlsx'), join(folder, 'profile')]
  const usual = [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore', '--nologo']
  try {
    writeFileSync(file, bytes)
    return await work({
      ...{ folder, file, profile },
      office: (...args) => run('soffice', [...usual, ...args], { timeout: 120_000 }),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The program makes its own library when it first starts; its one module then becomes ours. */
function writeModule(profile: string, typed: Typed): void {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  const module = `<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">`
  const file = join(profile, 'user', 'basic', 'Standard', 'Module1.xba')
  writeFileSync(file, `${head}${module}${escaped(macro(typed))}</script:module>`)
}

const macro = (typed: Typed) => `
Sub Resave(file As String, password As String)
  Dim asked(1) As New com.sun.star.beans.PropertyValue
  asked(0).Name = "Hidden" : asked(0).Value = True
  asked(1).Name = "Password" : asked(1).Value = password
  book = StarDesktop.loadComponentFromURL(file, "_blank", 0, asked())
  sheet = book.Sheets.getByIndex(0)
${typed.map(({ column, line, text }) => `  sheet.getCellByPosition(${column}, ${line}).String = "${text}"`).join('\n')}
  book.store()
  book.close(True)
  StarDesktop.terminate()
End Sub
`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
