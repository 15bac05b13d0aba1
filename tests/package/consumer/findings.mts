import { contracts, judge, type Exchange, type Finding, type Judgement } from 'graph-assignment-contracts';
import { replay, type Replay } from 'graph-assignment-contracts/replay';
import recording from 'graph-assignment-contracts/recordings/update-device-configuration-assignment/200-documented-example.json' with { type: 'json' };

export function breakingFindings(exchange: Exchange): readonly Finding[] {
  const judgement: Judgement = judge(exchange);
  return judgement.kind === 'outside' ? [] : judgement.findings.filter(({ severity }) => severity === 'breaking');
}

export function replayExample(): Replay {
  return replay(recording);
}

export function replayWithOwnIds(): Replay {
  return replay(recording, recording, { ownIds: true });
}

export const methods: readonly string[] = contracts.map(({ method }) => method);
