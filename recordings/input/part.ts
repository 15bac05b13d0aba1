import type { InputFormat } from './format.js';
import type { Item } from './list-splitter.js';

/**
 * Some items of an input, cut out and not yet parsed. It is plain data, so that another thread can go on with it. Its bytes are there only until the
 * next part is asked for.
 */
export interface Part {
  /** How messages and reports call the input. */
  readonly name: string;
  readonly format: Exclude<InputFormat, 'pact'>;
  /** The place of the first item within the input, from 0. */
  readonly first: number;
  readonly items: readonly Item[];
}
