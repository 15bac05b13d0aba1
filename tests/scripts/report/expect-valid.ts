import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import '@microsoft/jest-sarif';
import { Ajv2020 } from 'ajv/dist/2020.js';
import MarkdownIt from 'markdown-it';
import type { Log } from 'sarif';
import { validateXML } from 'xmllint-wasm';
import { packageRoot } from '../../../contracts/folders.js';
import type { Format } from '../../../scripts/verdict/destinations.js';

const junitSchema = readFileSync(join(__dirname, 'junit.xsd'), 'utf8');
const reportSchema = JSON.parse(readFileSync(join(packageRoot, 'scripts/report/report.schema.json'), 'utf8')) as object;
const validateReport = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(reportSchema);
const markdown = new MarkdownIt({ html: true, linkify: true });

/** Expects a report to be what its format says it is, by that format's own schema or parser. */
export const expectValid: Readonly<Record<Format, (text: string) => void | Promise<void>>> = {
  pretty: (text) => {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
  },
  json: (text) => {
    validateReport(JSON.parse(text));
    expect(validateReport.errors ?? []).toEqual([]);
  },
  junit: (text) => expectValidJunit([text]),
  sarif: (text) => {
    const log = JSON.parse(text) as Log;
    expect(log).toBeValidSarifLog();
    expectGitHubTakes(log);
  },
  markdown: expectSafeMarkdown,
  html: expectSafePage,
  github: expectWorkflowCommands,
};

/** All at once, because the validator starts a worker for each call. */
export async function expectValidJunit(texts: readonly string[]): Promise<void> {
  const xml = texts.map((contents, index) => ({ fileName: `report-${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: junitSchema });
  expect(errors.map(({ rawMessage, loc }) => [rawMessage, xml.find(({ fileName }) => fileName === loc?.fileName)?.contents])).toEqual([]);
}

/** What GitHub requires beyond the schema, by its page "SARIF support for code scanning". */
function expectGitHubTakes({ runs: [run] }: Log): void {
  const { rules = [] } = run?.tool.driver ?? {};
  const lacking = rules.filter(({ id, shortDescription, fullDescription, help }) =>
    [id, shortDescription?.text, fullDescription?.text, help?.text].some((text) => (text ?? '') === ''),
  );
  expect(lacking).toEqual([]);
  for (const { ruleId, message, locations = [], relatedLocations = [], partialFingerprints } of run?.results ?? []) {
    expect(rules.map(({ id }) => id)).toContain(ruleId);
    expect(message.text).toMatch(/./);
    expect(partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:\d+$/);
    expect(locations).toHaveLength(1);
    for (const { physicalLocation } of [...locations, ...relatedLocations]) {
      const uri = physicalLocation?.artifactLocation?.uri ?? '';
      expect(uri).toMatch(/./);
      expect(new URL(uri, 'file:///root/').href).toMatch(/^file:/);
      expect(physicalLocation?.region?.startLine).toBeGreaterThan(0);
    }
  }
}

/** Every row has the cells of its header, no markup stands there but ours, and GitHub takes it as a comment. */
function expectSafeMarkdown(text: string): void {
  expect(text.length).toBeLessThan(65_536);
  const tokens = markdown.parse(text, {});
  let header = 0;
  let cells = 0;
  let rows = 0;
  for (const token of tokens) {
    if (token.type === 'thead_open') header = 0;
    if (token.type === 'th_open') header += 1;
    if (token.type === 'tr_open') cells = 0;
    if (token.type === 'td_open') cells += 1;
    if (token.type === 'tr_close') {
      rows += 1;
      if (cells > 0) expect(cells).toBe(header);
    }
    if (token.type === 'html_block')
      expect(token.content.trim()).toMatch(/^(<details>\n<summary>\d+ notes?: [a-z, ]+<\/summary>|<\/details>)$/);
    for (const child of token.children ?? []) {
      if (child.type === 'html_inline') expect(['<br>', '<code>', '</code>']).toContain(child.content);
      else if (child.type === 'link_open') expect(child.attrGet('href')).toMatch(/^https:\/\/learn\.microsoft\.com\//);
      else if (child.type !== 'link_close')
        expect(['text', 'text_special', 'code_inline', 'strong_open', 'strong_close', 'softbreak']).toContain(child.type);
      if (child.type === 'text') expect(child.content).not.toMatch(/@(?!\u200b)\w/);
    }
  }
  // A line that looks like a row is one, and so none was cut and none was added; each table has a line of dashes besides.
  const tables = tokens.filter(({ type }) => type === 'thead_open').length;
  expect(rows).toBe(text.split('\n').filter((line) => line.startsWith('|')).length - tables);
}

const pageElements =
  'html head meta title style body footer h1 h2 p b strong span small ol ul li a br code div table thead tbody tr th td details summary';

/** Every element is closed and one of ours, and links lead to Microsoft's pages only. */
function expectSafePage(text: string): void {
  expect(text).toMatch(/^<!doctype html>/);
  const page = text.replace('<!doctype html>', '');
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g;
  const open: string[] = [];
  for (const [, end, name = '', attributes = ''] of page.matchAll(tag)) {
    expect(pageElements.split(' ')).toContain(name);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/\s([a-z-]+)="([^"]*)"/g)) {
      expect(attribute).not.toMatch(/^(?:on.*|style|src)$/);
      if (attribute === 'href') expect(value).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    }
    if (end === '/') expect(open.pop()).toBe(name);
    else if (name !== 'meta' && name !== 'br') open.push(name);
  }
  expect(open).toEqual([]);
  expect(page.replaceAll(tag, '')).not.toContain('<');
}

/** Each line is one command of the runner, in the form of GitHub's page "Workflow commands", and no kind has more than GitHub shows. */
function expectWorkflowCommands(text: string): void {
  const property = '(?:file|line|title)=(?:[^,:%]|%(?:25|0D|0A|3A|2C))*';
  const command = new RegExp(`^::(error|warning|notice) ${property}(?:,${property})*::(?:[^%]|%(?:25|0D|0A))*$`);
  const kinds = text
    .split('\n')
    .slice(0, -1)
    .map((line) => command.exec(line)?.[1] ?? line);
  expect(['error', 'warning', 'notice']).toEqual(expect.arrayContaining([...new Set(kinds)]));
  for (const kind of ['error', 'warning', 'notice']) expect(kinds.filter((one) => one === kind).length).toBeLessThanOrEqual(10);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Surrogate}/u);
}
