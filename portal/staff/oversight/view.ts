import type { NamedFinding } from '../../../core/ports/oversight.ts'
import type { OversightView } from '../../../core/use-cases/oversight/read-oversight.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../police-lists/list-view.ts'

export function oversightView(
  { weeks, officers, consents, jointReviews }: OversightView,
  say: Say,
  told: { fault: string | null; done: string | null },
) {
  return {
    ...told,
    consents: consents.map(({ id, unitName, policeUnitName, rows, reason, askedAt, openRows, room }) => ({
      id,
      heading: say('oversight.consent', { unit: unitName, rows, police: policeUnitName }),
      text: say('oversight.consentWhy', { reason, when: formatDateTime(askedAt) }),
      load: say('oversight.consentLoad', { police: policeUnitName, open: openRows, room }),
    })),
    jointReviews: jointReviews.map(({ unitName, rounds, calledAt, reportCodes }) =>
      say('oversight.jointReview', { unit: unitName, rounds, since: formatDate(calledAt), code: reportCodes[0] ?? '' }),
    ),
    weeks: weeks.map(({ weekFrom, readings, findings }) => ({
      heading: say('oversight.week', { from: formatDate(weekFrom) }),
      text: say('oversight.readings', { count: readings }),
      findings: findings.map((finding) => findingView(finding, say)),
    })),
    officers: officers.map(({ staffId, fullName, unitName, hamlet }) => ({
      staffId,
      name: `${fullName} · ${unitName}`,
      field: `hamlet-${staffId}`,
      hamlet: hamlet ?? '',
    })),
  }
}

function findingView({ pattern, count, officerName, unitName, reportCode, firstAt, lastAt }: NamedFinding, say: Say) {
  const who = officerName ? `${officerName}, ${unitName}` : (reportCode ?? say('oversight.noReport'))
  const [first, last] = [firstAt, lastAt].map((at) => formatDateTime(new Date(at)))
  return {
    label: say(`oversight.patterns.${pattern}.name`),
    text: say(`oversight.patterns.${pattern}.text`, { who, count }),
    when: say('oversight.when', { first: first ?? '', last: last ?? '' }),
  }
}
