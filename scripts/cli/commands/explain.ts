import { distance } from 'fastest-levenshtein';
import type { Contract } from '../../../contracts/contract.js';
import { codesAndReasons, explainCode } from '../../explain/explain-code.js';
import { explainOperation } from '../../explain/explain-operation.js';
import { markdownPage, textPage, type ExplanationPage } from '../../explain/explanation-page.js';
import { codePage, operationPage } from '../../explain/pages.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { code, inColumns, prose, table, wellFormedJson } from '../../verdict/shown-text.js';
import { fitTerminal, print } from '../../verdict/terminal.js';
import { addContracts, type ContractsOptions } from './contracts-option.js';

export interface ExplainOptions extends ContractsOptions {
  readonly format: 'pretty' | 'markdown' | 'json';
}

/** Explains a code, a reason or an operation; without a name, lists all. @throws CannotRun for an unknown name. */
export async function explain(name: string | undefined, { format, ...options }: ExplainOptions): Promise<ExitCode> {
  const contracts = await addContracts(options);
  print(name === undefined ? list(format, contracts) : explanationOf(name, format, contracts));
  return exitCodes.agrees;
}

function explanationOf(name: string, format: ExplainOptions['format'], contracts: readonly Contract[]): string {
  const aboutCode = explainCode(name);
  if (aboutCode !== undefined) return shown(aboutCode, codePage, format);
  return shown(explainOperation(operationNamed(name, contracts)), operationPage, format);
}

function shown<T>(explanation: T, pageOf: (explanation: T) => ExplanationPage, format: ExplainOptions['format']): string {
  if (format === 'json') return wellFormedJson(explanation);
  return format === 'markdown' ? markdownPage(pageOf(explanation)) : fitTerminal(textPage(pageOf(explanation)));
}

function list(format: ExplainOptions['format'], contracts: readonly Contract[]): string {
  const operations = contracts.map(({ name, title, url }) => ({ operation: name, title, url }));
  if (format === 'json') return wellFormedJson({ operations, codes: codesAndReasons });
  const rows = [
    ...operations.map(({ operation, title }) => [operation, 'operation', title]),
    ...codesAndReasons.map(({ code: name, severity, means }) => [name, severity, means]),
  ];
  if (format === 'pretty') return fitTerminal(`${inColumns(rows).join('\n')}\n`);
  const cells = rows.map(([name = '', kind = '', means = '']) => [code(name), kind, prose(means, 1000)]);
  return `${table(['Name', 'Kind', 'Meaning'], cells)}\n`;
}

/** The operation of that name or title, or the only one whose name begins so. @throws CannotRun */
function operationNamed(name: string, contracts: readonly Contract[]): Contract {
  const lower = name.toLowerCase();
  const exact = contracts.find((contract) => [contract.name, contract.title.toLowerCase()].includes(lower));
  const begun = lower === '' ? [] : contracts.filter((contract) => contract.name.startsWith(lower));
  const [only, another] = exact === undefined ? begun : [exact];
  if (only !== undefined && another === undefined) return only;
  const quoted = JSON.stringify(name);
  if (only !== undefined) throw new CannotRun(`${quoted} begins ${begun.map((one) => one.name).join(' and ')}. Give more of the name.`);
  const known = [...codesAndReasons.map((about) => about.code), ...contracts.map((contract) => contract.name)];
  const nearest = known.sort((a, b) => distance(name, a) - distance(name, b))[0] ?? '';
  const hint = distance(name, nearest) <= nearest.length / 3 ? ` Did you mean ${nearest}?` : '';
  throw new CannotRun(`No finding has the code ${quoted}, and no operation the name.${hint} "graph-contracts explain" lists all.`);
}
