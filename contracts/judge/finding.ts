import type { ApiVersion, Contract, Layer, Place, Rule } from '../contract.js';
import { codes, type Code, type Severity } from './codes.js';
import { patternOf } from './object-places.js';
import { oncePerContract } from './remember.js';

/** A line of a contract page, and Microsoft's page that it restates, if the contract page names one. */
export interface DocumentedPlace {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly url?: string;
}

/** A disagreement or a note. It never quotes a value that could be secret or personal: such values are described. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly layer: Layer;
  /** One or two sentences, for people. */
  readonly message: string;
  /** A JSON Pointer into the body, the name of a header, or a part of the request line. */
  readonly pointer: string;
  /** The promise of the contract, in words. */
  readonly expected: string;
  /** The value in the exchange, in words. Only public names are quoted. */
  readonly actual: string;
  /** The line that makes the promise. */
  readonly documentedAt: DocumentedPlace;
  /** Of a comparison of pages only: the line of the other page, or the one beside which the promise would stand. */
  readonly seenAt?: { readonly file: string; readonly line: number; readonly text: string };
  /** 16 hexadecimal digits, independent of ids, order and file names. */
  readonly fingerprint: string;
  /** Of a pact only: the example agrees, but its matching rule allows a value that does not. */
  readonly byRule?: true;
  /** How often it occurs in an exchange of more than 1,000 findings, which lists it once. */
  readonly count?: number;
  /** True for a summary of the findings of a severity that are not listed, beyond 1,000 of an exchange. */
  readonly leftOut?: true;
  /** Of a pact only: the interaction is pending, so this fails nothing. */
  readonly pending?: true;
}

export interface FindingParts extends Pick<Finding, 'pointer' | 'expected' | 'actual' | 'message'> {
  /** Distinguishes this disagreement from others at the same place, such as a status. Never an id. */
  readonly identity?: string;
  readonly byRule?: boolean;
  /** See `namesTo`; only where the pointer shows other names. Not part of the finding: they may be secret. */
  readonly names?: readonly string[];
}

export interface Subject {
  readonly contract: Contract;
  /** Undefined when the path names no documented version. */
  readonly version: ApiVersion | undefined;
}

/** The version that bodies are judged by. An unknown version is a finding already; beta has the most properties, so it adds no second one. */
export function versionOf({ version }: Subject): ApiVersion {
  return version ?? 'beta';
}

/** Builds a finding about a rule of the contract, or about the nearest line if the page has no such rule. */
export function findingAbout(subject: Subject, code: Code, ruleId: string, parts: FindingParts): Finding {
  const { at } = ruleOf(subject.contract, ruleId);
  const { pointer, expected, actual, message, identity = '', byRule, names } = parts;
  const finding: Finding = {
    code,
    severity: codes[code].severity,
    layer: at.layer,
    message,
    pointer,
    expected,
    actual,
    documentedAt: documentedPlace(subject.contract, at),
    fingerprint: fingerprintOf([
      code,
      subject.contract.name,
      subject.version ?? '',
      ruleId,
      patternOf(subject.contract, pointer),
      identity,
    ]),
    ...(byRule ? { byRule } : {}),
  };
  if (names !== undefined) rememberNames(finding, names);
  return finding;
}

/** The URL is that of the operation. The metadata has no page of its own: Microsoft publishes it as CSDL. */
export function documentedPlace({ url }: Contract, { page: file, line, text, layer }: Place): DocumentedPlace {
  return { file, line, text, ...(url !== undefined && layer === 'documented' ? { url } : {}) };
}

/** A hash of the parts: 16 hexadecimal digits. Crypto is loaded late, because most exchanges have no findings. */
export function fingerprintOf(parts: readonly string[]): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', parts.join('\n')).slice(0, 16);
}

/** As `findingAbout`, frozen, for a finding that many judgements share. */
export function sharedFinding(subject: Subject, code: Code, ruleId: string, parts: FindingParts): Finding {
  const finding = findingAbout(subject, code, ruleId, parts);
  Object.freeze(finding.documentedAt);
  return Object.freeze(finding);
}

const rulesById = oncePerContract((contract) => new Map(contract.rules.map((rule) => [rule.id, rule])));

export function promises({ contract }: Pick<Subject, 'contract'>, ruleId: string): boolean {
  return rulesById(contract).has(ruleId);
}

/** The rule of that id, or else the one about the status or the method, which every page has. */
export function ruleOf(contract: Contract, id: string): Rule {
  const rules = rulesById(contract);
  const rule = rules.get(id) ?? rules.get(id.startsWith('response.') ? 'response.status' : 'request.method');
  if (rule === undefined) throw new Error(`The contract ${contract.name} promises neither a method nor a status. Compile its page again.`);
  return rule;
}

/** Kept apart from the findings, because a serialized finding must not show names that may be secret. */
const namesOfFindings = new WeakMap<Finding, readonly string[]>();

/** Remembers the names that lead to the subject of a finding whose pointer shows other names in their place. */
export function rememberNames(finding: Finding, names: readonly string[]): void {
  namesOfFindings.set(finding, names);
}

/**
 * The original names that lead to the subject of a finding: within a body, or the name of a header in lower case. Never show them.
 * A copy of a finding has only the names in its pointer.
 */
export function namesTo(finding: Finding): readonly string[] {
  const { pointer } = finding;
  return namesOfFindings.get(finding) ?? (pointer === '' || pointer.startsWith('/') ? pointer.split('/').slice(1) : [pointer]);
}
