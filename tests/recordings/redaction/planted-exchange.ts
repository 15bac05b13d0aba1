/** Healthy exchanges in which secrets are planted, one or several, at any places and in any encodings. */
import * as fc from '../../equipment/fast-check.js';
import { apiVersions } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { healthyExchange, targetTypesOf, type DraftExchange } from '../../contracts/judge/healthy-exchange.js';
import { places } from './places.js';
import { anySecret, encodings, type Secret } from './secrets.js';

export interface PlantedExchange {
  readonly exchange: DraftExchange;
  readonly secrets: readonly Secret[];
  /** What was done, for the message of a failing test. */
  readonly plants: readonly string[];
}

const plant = fc.record({
  secret: anySecret,
  place: fc.constantFrom(...Object.keys(places)),
  // Most secrets stand as they are.
  encoding: fc.oneof({ weight: 3, arbitrary: fc.constant('plain') }, { weight: 2, arbitrary: fc.constantFrom(...Object.keys(encodings)) }),
});

const bodyForms: readonly ((body: unknown) => unknown)[] = [
  (body) => body,
  (body) => (typeof body === 'object' ? JSON.stringify(body) : body),
  (body) => (typeof body === 'object' ? JSON.stringify(body, null, 2).replaceAll('\n', '\r\n') : body),
];

export const plantedExchanges: fc.Arbitrary<PlantedExchange> = fc
  .record({
    contract: fc.constantFrom(...contracts),
    version: fc.constantFrom(...apiVersions),
    target: fc.nat({ max: 20 }),
    plants: fc.array(plant, { minLength: 1, maxLength: 4 }),
    forms: fc.tuple(fc.constantFrom(...bodyForms), fc.constantFrom(...bodyForms)),
  })
  .map(({ contract, version, target, plants, forms }) => {
    const types = targetTypesOf(contract);
    const exchange = healthyExchange(contract, { version, targetType: types[target % types.length] ?? '' });
    for (const { secret, place, encoding } of plants) places[place]?.(exchange, encodings[encoding]?.(secret.text) ?? '');
    exchange.request.body = forms[0](exchange.request.body);
    exchange.response.body = forms[1](exchange.response.body);
    return {
      exchange,
      secrets: plants.map(({ secret }) => secret),
      plants: plants.map(({ secret, place, encoding }) => `${secret.kind}, ${encoding}, in ${place}`),
    };
  });
