import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Opens a workbook in LibreOffice and saves it as a workbook again, as a clerk would. Each run has a profile of its own. */
export async function throughLibreOffice(bytes: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'libreoffice-'))
  try {
    await writeFile(join(folder, 'tep.xlsx'), bytes)
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const args = [profile, '--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'out')]
    await promisify(execFile)('soffice', [...args, join(folder, 'tep.xlsx')], { timeout: 120_000 })
    return await readFile(join(folder, 'out', 'tep.xlsx'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
