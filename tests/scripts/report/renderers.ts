import type { Format } from '../../../scripts/verdict/destinations.js';
import { githubReport } from '../../../scripts/report/github-report.js';
import { htmlReport } from '../../../scripts/report/html-report.js';
import { jsonReport } from '../../../scripts/report/json-report.js';
import { junitReport } from '../../../scripts/report/junit-report.js';
import { markdownReport } from '../../../scripts/report/markdown-report.js';
import { prettyReport } from '../../../scripts/report/pretty-report.js';
import type { Remarks, Report } from '../../../scripts/verdict/report.js';
import { sarifReport } from '../../../scripts/report/sarif-report.js';

/** Every format as a function: the command loads them on demand, which Jest cannot do. */
export const renderers: Readonly<Record<Format, (report: Report, remarks: Remarks) => string>> = {
  pretty: (report, remarks) => prettyReport(report, { ...remarks, colors: false }),
  json: jsonReport,
  junit: junitReport,
  sarif: sarifReport,
  markdown: markdownReport,
  html: htmlReport,
  github: githubReport,
};
