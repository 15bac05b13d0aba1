import type { ApiVersion, Contract, Layer, Permission, Place } from '../../contracts/contract.js';
import { documentedPlace, type DocumentedPlace } from '../../contracts/judge/finding.js';
import { promiseInWords } from './promise-in-words.js';

/** What an operation promises, as `--format json` prints it. */
export interface OperationExplanation {
  readonly operation: string;
  readonly title: string;
  readonly method: string;
  readonly paths: readonly string[];
  readonly apiVersions: readonly ApiVersion[];
  readonly url?: string | undefined;
  readonly promises: readonly ExplainedRule[];
  readonly permissions: readonly Pick<Permission, 'kind' | 'names'>[];
  readonly readings: readonly {
    readonly question: string;
    readonly reading: string;
    readonly reason: string;
    readonly documentedAt: readonly DocumentedPlace[];
  }[];
  readonly open: readonly ExplainedRemark[];
  readonly odd: readonly ExplainedRemark[];
}

export interface ExplainedRule {
  /** The id of the rule. */
  readonly rule: string;
  /** What it promises, in a sentence. */
  readonly promise: string;
  readonly layer: Layer;
  readonly documentedAt: DocumentedPlace;
}

interface ExplainedRemark {
  readonly what: string;
  readonly documentedAt: DocumentedPlace;
}

export function explainOperation(contract: Contract): OperationExplanation {
  const { name, title, method, paths, apiVersions, url, rules, permissions, readings, open, openTypes, odd } = contract;
  const remark = (what: string, at: Place): ExplainedRemark => ({ what, documentedAt: documentedPlace(contract, at) });
  return {
    ...{ operation: name, title, method, paths, apiVersions, url },
    promises: rules.map(({ id, at, says }) => ({
      rule: id,
      promise: promiseInWords(says),
      layer: at.layer,
      documentedAt: documentedPlace(contract, at),
    })),
    permissions: permissions.map(({ kind, names }) => ({ kind, names })),
    readings: readings.map(({ question, reading, reason, at }) => ({
      ...{ question, reading, reason },
      documentedAt: at.map((place) => documentedPlace(contract, place)),
    })),
    open: [
      ...open.map(({ what, at }) => remark(what, at)),
      ...openTypes.map(({ name: type, baseType, at }) => remark(`${type} is a ${baseType} by a newer page only`, at)),
    ],
    odd: odd.map(({ what, at }) => remark(what, at)),
  };
}
