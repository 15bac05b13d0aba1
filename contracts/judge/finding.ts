import type { ApiVersion, Contract, Layer, Place, Rule } from '../contract.js';
import { severityOf, type Code, type Severity } from './codes.js';
import { oncePerContract } from './once-per-contract.js';
import { rememberNames } from './real-names.js';

/** One disagreement, or one thing worth knowing. It never holds a value that could be secret or personal: those are described, not quoted. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly layer: Layer;
  /** One or two sentences, for people. */
  readonly message: string;
  /** A JSON Pointer into the body, or the name of a header, or a part of the request line. */
  readonly pointer: string;
  /** What the contract says, in words. */
  readonly expected: string;
  /** What the exchange holds, in words: a value is described, not quoted, unless it can only be a public name. */
  readonly actual: string;
  /** The line that makes the promise. */
  readonly documentedAt: { readonly file: string; readonly line: number; readonly text: string };
  /** The same tomorrow, whatever the ids, the order and the file names. 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** Of a pact only: no value disagrees, but the matching rule that says what else it may be. */
  readonly byRule?: true;
  /** How often it was found in an exchange of more than 1,000 findings; there it is listed once. */
  readonly count?: number;
  /** True for one that stands for those of its severity that are left out, beyond 1,000 of an exchange. */
  readonly leftOut?: true;
  /** Of a pact only: the interaction is pending, so that this fails nothing. */
  readonly pending?: true;
}

export interface FindingParts {
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
  /** What tells this disagreement from others at the same place, such as a status. Never an id. */
  readonly identity?: string;
  readonly byRule?: boolean;
  /** The names that lead to what it is about, as `namesTo` gives them; only where the pointer shows others. No part of the finding: they may be secret. */
  readonly names?: readonly string[] | undefined;
}

/** What every finding of one exchange shares. */
export interface Subject {
  readonly contract: Contract;
  /** Undefined when the path names none that is documented. */
  readonly version: ApiVersion | undefined;
}

/** The version whose bodies are expected. An unknown one is a finding already; beta has the most properties, and so gives no second one. */
export function versionOf({ version }: Subject): ApiVersion {
  return version ?? 'beta';
}

/** Builds a finding about a rule of the contract; where the page does not make that promise, about the line that comes nearest. */
export function findingAbout(subject: Subject, code: Code, ruleId: string, parts: FindingParts): Finding {
  const rule = ruleOf(subject.contract, ruleId);
  const { pointer, expected, actual, message, identity = '', byRule, names } = parts;
  const named = [code, subject.contract.name, subject.version ?? '', ruleId, pointer, identity];
  const finding: Finding = {
    code,
    severity: severityOf(code),
    layer: rule.at.layer,
    message,
    pointer,
    expected,
    actual,
    documentedAt: placeOf(rule.at),
    fingerprint: fingerprintOf(named),
    ...(byRule ? { byRule } : {}),
  };
  if (names !== undefined) rememberNames(finding, names);
  return finding;
}

/** 16 hexadecimal digits that are the same for the same parts. The hash is loaded when there is a finding: most exchanges have none. */
export function fingerprintOf(parts: readonly string[]): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', parts.join('\n')).slice(0, 16);
}

/** As `findingAbout`, for one that many judgements hold: nobody can change it. */
export function sharedFinding(subject: Subject, code: Code, ruleId: string, parts: FindingParts): Finding {
  const finding = findingAbout(subject, code, ruleId, parts);
  Object.freeze(finding.documentedAt);
  return Object.freeze(finding);
}

function placeOf(place: Place): Finding['documentedAt'] {
  return { file: place.page, line: place.line, text: place.text };
}

const rulesById = oncePerContract((contract) => new Map(contract.rules.map((rule) => [rule.id, rule])));

/** True when the page makes that promise. One that it does not make cannot be broken. */
export function promises({ contract }: Pick<Subject, 'contract'>, ruleId: string): boolean {
  return rulesById(contract).has(ruleId);
}

/** The rule of that id; where the page has none, that about the status or the method, which every page has. */
export function ruleOf(contract: Contract, id: string): Rule {
  const rules = rulesById(contract);
  const rule = rules.get(id) ?? rules.get(id.startsWith('response.') ? 'response.status' : 'request.method');
  if (rule === undefined) throw new Error(`The contract ${contract.name} promises neither a method nor a status. Compile its page again.`);
  return rule;
}
