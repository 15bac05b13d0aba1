import { withoutNames } from '../../contracts/compare/compare-rules.js';
import type { Contract } from '../../contracts/contract.js';
import { Operations, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { isUpdate } from './emulated-object.js';

/** What a path addresses: an object that can be updated, the collection that holds it, or the action that replaces the collection. */
export interface Route {
  readonly kind: 'object' | 'collection' | 'assign';
  readonly template: string;
  /** The update of the object. */
  readonly contract: Contract;
  /** The template of the path of the object. */
  readonly path: string;
}

/** A collection with this name is replaced by the action `assign` of its parent, which takes a list with the same name. */
export const assignable = 'assignments';

/** The paths that the emulator knows: those of its contracts, and those beside each object that can be updated. */
export class Routes {
  private readonly byTemplate = new Map<string, Route>();
  private readonly operations: Operations;

  constructor(readonly contracts: readonly Contract[]) {
    const routes = contracts.filter(isUpdate).flatMap((contract) => contract.paths.flatMap((path) => routesOf(contract, path)));
    for (const route of routes.toReversed()) this.byTemplate.set(withoutNames(route.template), route);
    this.operations = new Operations([...contracts, ...routes.map(({ contract, template }) => ({ ...contract, paths: [template] }))]);
  }

  /** Undefined if the path is not close to any. */
  match(url: string): { readonly match: OperationMatch; readonly route: Route | undefined } | undefined {
    const [match] = this.operations.match(url);
    return match && { match, route: this.byTemplate.get(withoutNames(match.template)) };
  }
}

function routesOf(contract: Contract, path: string): Route[] {
  const collection = path.split('/').slice(0, -1);
  const parent = collection.slice(0, -1);
  const route = (kind: Route['kind'], segments: readonly string[]): Route => ({ kind, template: segments.join('/'), contract, path });
  const object = route('object', path.split('/'));
  if (!path.endsWith('}') || collection.length < 2) return [object];
  const list = route('collection', collection);
  return collection.at(-1) === assignable && parent.at(-1)?.startsWith('{') === true
    ? [object, list, route('assign', [...parent, 'assign'])]
    : [object, list];
}
