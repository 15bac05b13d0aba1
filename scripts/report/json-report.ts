import type { Source } from '../../contracts/judge/exchange.js';
import type { CountedFinding, CountedInconclusive, RecordingsReport, Report } from '../verdict/report.js';
import { wellFormedJson } from '../verdict/shown-text.js';

/** The report for machines, as report.schema.json describes it. */
export function jsonReport(report: Report): string {
  const { tool, command, verdict, exitCode, commandExitCode, summary, findings, inconclusive, operations } = report;
  const { problems, nothingJudged, flaky, night, baseline, recordings } = report;
  return wellFormedJson({
    tool,
    command,
    verdict,
    exitCode,
    commandExitCode,
    summary,
    findings: findings.map(findingJson),
    inconclusive: inconclusive.map(inconclusiveJson),
    operations,
    problems,
    nothingJudged,
    flaky: flaky?.map(findingJson),
    night,
    baseline,
    recordings: recordings && recordingsJson(recordings),
  });
}

function findingJson(finding: CountedFinding): object {
  const { code, severity, layer, message, pointer, expected, actual, documentedAt, source } = finding;
  const { fingerprint, count, pending, leftOut, baseline } = finding;
  const { file, line } = documentedAt;
  return {
    code,
    severity,
    layer,
    message,
    pointer,
    expected,
    actual,
    documentedAt: { file, line },
    source: sourceJson(source),
    fingerprint,
    count,
    leftOut,
    pending,
    baseline,
  };
}

function inconclusiveJson({ reason, source, count }: CountedInconclusive): object {
  return { reason, source: sourceJson(source), count };
}

function recordingsJson({ stale, undated, unused, served, unanswered }: RecordingsReport): object {
  return { stale, undated, served, unused: unused?.map(sourceJson), unanswered };
}

function sourceJson({ file, index, description }: Source): object {
  return { file, index, description };
}
