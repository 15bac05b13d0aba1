import { faultAt, type Side } from './faults.js';
import { healthyExchange, type GeneratedExchange } from './generated-exchange.js';

/** The exchange at a place, with the fault that belongs there. */
export function exchangeAt(index: number, side: Side): GeneratedExchange {
  const exchange = healthyExchange(index);
  faultAt(index, side)?.plant(exchange);
  return exchange;
}
