import type { Finding } from '../../../contracts/judge/finding.js';
import type { Judgement } from '../../../contracts/judge/judge.js';
import { findingsOf } from '../../contracts/judge/serious.js';
import { encodings, type Secret } from './secrets.js';

/** Expects the same judgement of both. A name that a finding quotes of the raw exchange may be the secret itself: then it is not quoted of the other. */
export function sameFindings(raw: Judgement, redacted: Judgement, secrets: readonly Secret[] = []): void {
  const everything = (judgement: Judgement): readonly unknown[] => [
    about(judgement),
    findingsOf(judgement).map((found) => shown(found, true)),
  ];
  if (JSON.stringify(everything(raw)) === JSON.stringify(everything(redacted))) return;

  const parts = secrets.flatMap(({ text, parts }) => [text, ...parts]);
  const written = parts
    .flatMap((part) => Object.values(encodings).map((encode) => encode(part).toLowerCase()))
    .filter((part) => part.length >= 4);
  const holdsNone = ({ actual, pointer }: Finding): boolean => !written.some((part) => `${actual} ${pointer}`.toLowerCase().includes(part));
  // An unlikely name of a property or a type may be withheld where the judge would show it. `replacements.test.ts` says which are not.
  const isWithheld = (index: number): boolean => {
    const [was, is] = [findingsOf(raw)[index], findingsOf(redacted)[index]];
    if (was?.pointer === is?.pointer && was?.actual !== is?.actual && is?.actual.startsWith('a string of ')) return true;
    const before = was?.pointer.split('/') ?? [];
    const after = is?.pointer.split('/') ?? [];
    return after.includes('<name>') && after.every((name, at) => name === '<name>' || name === before[at]);
  };
  const rest = findingsOf(raw).map((found, index) => holdsNone(found) && !isWithheld(index));
  expect(about(redacted)).toEqual(about(raw));
  expect(findingsOf(redacted).map((found, index) => shown(found, rest[index] === true))).toEqual(
    findingsOf(raw).map((found, index) => shown(found, rest[index] === true)),
  );
}

function about(judgement: Judgement): unknown {
  return { ...judgement, findings: undefined };
}

function shown({ code, severity, layer, documentedAt, pointer, fingerprint }: Finding, whole: boolean): readonly unknown[] {
  return [code, severity, layer, documentedAt, ...(whole ? [pointer, fingerprint] : [])];
}
