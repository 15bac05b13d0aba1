import { Option, type Command } from 'commander';
import { formats, type Destinations } from '../report/formats.js';
import { failOnLevels, type FailOn } from '../report/report.js';

/** Options that every judging command has. */
export interface ReportOptions extends Destinations {
  readonly failOn: FailOn;
}

export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how to report').choices(formats).default('pretty'))
    .option('--output <file>', 'write the report to a file instead of stdout')
    .addOption(new Option('--fail-on <severity>', 'the least severity that fails the run').choices(failOnLevels).default('breaking'));
}
