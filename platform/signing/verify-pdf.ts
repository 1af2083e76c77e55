import type { SignatureFault } from '../../core/domain/signing/signing-driver.ts'
import { pdfSignatures } from './pdf-signatures.ts'
import { isSamePaper } from './same-paper.ts'
import { type CmsVerdict, type Trust, verifyDetached } from './verify-cms.ts'

type Believed = Extract<CmsVerdict, { ok: true }>

export type PaperVerdict = { ok: true; signatures: Believed[] } | { ok: false; reason: SignatureFault }

/**
 * Checks a signed paper against the one that was sent: the same paper, and as many good signatures as there are times of receipt,
 * the last of them over the whole file.
 */
export async function verifyPaper(
  sent: Buffer,
  signed: Buffer,
  trust: Trust,
  receivedAt: readonly Date[],
): Promise<PaperVerdict> {
  const read = await signaturesOf(sent, signed)
  if (!read.ok) return read
  const { found } = read
  if (found.length === 0) return { ok: false, reason: 'missing' }
  if (found.length !== receivedAt.length || found.at(-1)?.end !== signed.length) return { ok: false, reason: 'altered' }
  const signatures: Believed[] = []
  for (const [i, { covered, cms }] of found.entries()) {
    const verdict = await verifyDetached(covered, cms, trust, receivedAt[i] as Date)
    // The file is ours, so a digest that differs means that bytes were changed after the signature.
    if (!verdict.ok) return { ok: false, reason: verdict.reason === 'other_document' ? 'altered' : verdict.reason }
    signatures.push(verdict)
  }
  return { ok: true, signatures }
}

/** A file that is no PDF at all, or a broken one, is not the paper that was sent. */
async function signaturesOf(sent: Buffer, signed: Buffer) {
  try {
    if (!(await isSamePaper(sent, signed))) return { ok: false as const, reason: 'other_document' as const }
    const found = await pdfSignatures(signed)
    return found ? { ok: true as const, found } : { ok: false as const, reason: 'altered' as const }
  } catch {
    return { ok: false as const, reason: 'other_document' as const }
  }
}
