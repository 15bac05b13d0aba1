import { InvalidArgumentError, Option, type Command } from 'commander';
import { CannotRun } from '../../verdict/exit-code.js';
import { type Destinations, type Format, formats, refuseLinksOut, type ReportFile, writtenFile } from '../../verdict/destinations.js';
import { failOnLevels, type FailOn } from '../../verdict/report.js';
import { refuseUnwritable } from '../../report/write-report.js';

/** The options of every judging command. */
export interface ReportOptions extends Destinations {
  readonly failOn: FailOn;
  readonly quiet?: boolean;
  readonly maxFindings?: number;
}

/** The heading of options that most users do not need. */
export const advanced = 'Advanced:';

/** Adds the options of reports, and makes the options that follow advanced. A command does not begin if a report cannot be written. */
export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option('--fail-on <severity>', 'the mildest severity that fails the run').choices(failOnLevels).default('breaking'))
    .addOption(new Option('--format <format>', 'the format of the report').choices(formats).default('pretty'))
    .addOption(new Option('--output <file>', 'write the report to a file instead of stdout').argParser(outputFile))
    .addOption(new Option('--report <format=file>', 'write another report to a file; may be repeated').argParser(addReportFile))
    .optionsGroup(advanced)
    .option('--quiet', 'pretty, markdown and html: leave out findings that do not fail the run')
    .addOption(
      new Option('--max-findings <number>', 'pretty, markdown and html: the most findings to list').argParser((text) => {
        if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a number from 1.');
        return Number(text);
      }),
    )
    .hook('preAction', (_, action) => {
      const { output, report = [] } = action.opts<ReportOptions>();
      const files = [...(output === undefined ? [] : [output]), ...report.map(({ file }) => file)];
      for (const file of files) refuseLinksOut(file);
      refuseSharedFiles(files);
      for (const file of files) refuseUnwritable(file);
    });
}

function outputFile(file: string): string {
  if (file === '-') throw new InvalidArgumentError('Give a file. For stdout, leave --output out.');
  return file;
}

function addReportFile(value: string, known: readonly ReportFile[] = []): ReportFile[] {
  const [format = '', ...rest] = value.split('=');
  const file = rest.join('=');
  if (!value.includes('=') || file === '') throw new InvalidArgumentError('Give a format and a file, such as junit=out.xml.');
  if (!isFormat(format)) throw new InvalidArgumentError(`Allowed formats are ${formats.join(', ')}.`);
  if (file === '-') throw new InvalidArgumentError('Give a file. For stdout, choose with --format.');
  return [...known, { format, file }];
}

function isFormat(name: string): name is Format {
  return (formats as readonly string[]).includes(name);
}

function refuseSharedFiles(files: readonly string[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    const written = writtenFile(file);
    if (seen.has(written)) throw new CannotRun(`Two reports cannot go to one file: ${file}. Give each a file of its own.`);
    seen.add(written);
  }
}
