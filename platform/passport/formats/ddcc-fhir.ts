import type { VaccineTable } from '../../../core/domain/papers/vaccine.ts'
import type { ExportedRecord } from '../../../core/ports/services.ts'
import { CERTIFICATES, immunization, patient } from './fhir-parts.ts'

/** WHO "Digital documentation of COVID-19 certificates: vaccination status": a FHIR R4 document. Not signed: the QR is. */
export function ddccFhir(vaccines: VaccineTable, record: ExportedRecord): object {
  const [who, organisation] = ['urn:uuid:patient', 'urn:uuid:organization']
  const doses = record.doses.map((dose, at) => ({
    fullUrl: `urn:uuid:immunization-${at + 1}`,
    resource: {
      ...immunization(vaccines, record, dose, who),
      identifier: [{ system: CERTIFICATES, value: dose.ci }],
    },
  }))
  const timestamp = record.issuedAt.toISOString()
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: { system: CERTIFICATES, value: record.doses[0]?.ci },
    timestamp,
    entry: [
      { fullUrl: 'urn:uuid:composition', resource: composition(record, doses, { who, organisation }) },
      { fullUrl: who, resource: patient(record) },
      ...doses,
      { fullUrl: organisation, resource: { resourceType: 'Organization', name: record.issuer } },
    ],
  }
}

function composition(
  { issuedAt, expiresAt }: ExportedRecord,
  doses: readonly { fullUrl: string }[],
  { who, organisation }: { who: string; organisation: string },
): object {
  return {
    resourceType: 'Composition',
    status: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: '82593-5' }] },
    title: 'International Certificate of Vaccination or Prophylaxis',
    subject: { reference: who },
    author: [{ reference: organisation }],
    date: issuedAt.toISOString(),
    event: [{ period: { start: issuedAt.toISOString(), end: expiresAt.toISOString() } }],
    section: [{ title: 'COVID-19', entry: doses.map(({ fullUrl }) => ({ reference: fullUrl })) }],
  }
}
