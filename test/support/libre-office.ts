import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Cells to type into before it is saved: column and line counted from 0. */
export type Typed = readonly { column: number; line: number; text: string }[]

/**
 * Opens a workbook with its password in LibreOffice, types into it as a person would, and saves it (Ctrl+S) as it was, locked. A
 * Basic macro does it: the command line alone cannot hand a password to the file.
 */
export async function resavedByLibreOffice(bytes: Buffer, password: string, typed: Typed = []): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-office-'))
  try {
    const file = join(folder, 'danh-sach.xlsx')
    writeFileSync(file, bytes)
    const profile = join(folder, 'profile')
    const office = (...more: string[]) =>
      run('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore', '--nologo', ...more], {
        timeout: 120_000,
      })
    await office('--terminate_after_init')
    writeModule(profile, typed)
    await office(`macro:///Standard.Module1.Resave("file://${file}","${password}")`)
    return readFileSync(file)
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
