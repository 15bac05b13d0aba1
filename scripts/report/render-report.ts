import { terminalText } from '../terminal/terminal.js';
import type { Format } from '../verdict/formats.js';
import type { Remarks, Report } from '../verdict/report.js';

/** Renders a report. Each format is loaded when it is asked for, and no other. */
export async function renderReport(format: Format, report: Report, remarks: Remarks, colors = false): Promise<string> {
  switch (format) {
    case 'pretty':
      return terminalText((await import('./pretty-report.js')).prettyReport(report, { ...remarks, colors }));
    case 'json':
      return (await import('./json-report.js')).jsonReport(report);
    case 'junit':
      return (await import('./junit-report.js')).junitReport(report, remarks);
    case 'sarif':
      return (await import('./sarif-report.js')).sarifReport(report, remarks);
    case 'markdown':
      return (await import('./markdown-report.js')).markdownReport(report, remarks);
  }
}
