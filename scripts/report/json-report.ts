import type { CountedFinding, Report } from './report.js';

/** The report for machines, as report.schema.json describes it. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify({ ...report, findings: report.findings.map(findingJson) }, null, 2)}\n`;
}

function findingJson(finding: CountedFinding): object {
  const { code, severity, layer, message, pointer, expected, actual, documentedAt, source, fingerprint, count } = finding;
  const { file, line } = documentedAt;
  return { code, severity, layer, message, pointer, expected, actual, documentedAt: { file, line }, source, fingerprint, count };
}
