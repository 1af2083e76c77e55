import { machineReadable, passportName } from '../../../core/domain/papers/machine-readable-name.ts'
import { findVaccine, type VaccineTable } from '../../../core/domain/papers/vaccine.ts'
import type { ExportedRecord } from '../../../core/ports/services.ts'

export const SNOMED = 'http://snomed.info/sct'
/** The EU's own registers: products and their holders are named there, and in no other list for all eight vaccines. */
const PRODUCTS = 'https://ec.europa.eu/health/documents/community-register'
const HOLDERS = 'https://spor.ema.europa.eu/v1/organisations'
export const CERTIFICATES = 'urn:uvci'
const COVID_19 = '840539006'

type Dose = ExportedRecord['doses'][number]

/** FHIR R4 Patient: the name as written, and as machines read it. */
export function patient({ fullName, birthDate }: ExportedRecord): object {
  const name = passportName(fullName)
  if (!name) throw new Error('A record with a passport has a name that can be written')
  return {
    resourceType: 'Patient',
    name: [{ text: machineReadable(fullName), family: name.fn, ...(name.gn && { given: name.gn.split(' ') }) }],
    birthDate,
  }
}

/** FHIR R4 Immunization: the same codes as the EU's certificate. */
export function immunization(vaccines: VaccineTable, { issuer }: ExportedRecord, dose: Dose, who: string): object {
  const vaccine = findVaccine(vaccines, dose.vaccine)
  if (!vaccine) throw new Error('A dose with a passport has a listed vaccine')
  const { vp, mp, ma } = vaccine
  return {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: {
      coding: [
        { system: SNOMED, code: vp },
        { system: PRODUCTS, code: mp },
      ],
    },
    patient: { reference: who },
    occurrenceDateTime: dose.givenOn,
    manufacturer: { identifier: { system: HOLDERS, value: ma } },
    performer: [{ actor: { display: issuer } }],
    protocolApplied: [
      {
        targetDisease: [{ coding: [{ system: SNOMED, code: COVID_19 }] }],
        doseNumberPositiveInt: dose.number,
        seriesDosesPositiveInt: dose.total,
      },
    ],
  }
}
