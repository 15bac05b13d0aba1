import { Option, type Command } from 'commander';
import { failOnLevels, type FailOn } from '../report/report.js';
import { formats, type Format } from '../report/write-report.js';

/** Options that every judging command has. */
export interface ReportOptions {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: FailOn;
}

export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how to report').choices(formats).default('pretty'))
    .option('--output <file>', 'write the report to a file instead of stdout')
    .addOption(new Option('--fail-on <severity>', 'the least severity that fails the run').choices(failOnLevels).default('breaking'));
}
