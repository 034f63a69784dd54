import { type House, readiness } from './house.ts';

/** Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

const gauge = (name: string, help: string, samples: readonly Sample[]): string => {
  const labelled = (labels: Sample[0]): string => {
    const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
  };
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map(([labels, value]) => `${name}${labelled(labels)} ${value}`), ''].join('\n');
};

/** What `/readyz` says, as numbers for whoever keeps them over time. What is not known has no sample. */
export const metrics = async (house: House): Promise<string> => {
  const { httpStatus, head, away = [], followers, reactions } = await readiness(house);
  return [
    gauge('patto_ready', 'Whether this process can answer: 1 or 0.', [[{}, httpStatus === 200 ? 1 : 0]]),
    gauge(
      'patto_engine_away',
      'Engines that do not answer, by the setting that names them.',
      away.map((setting) => [{ setting }, 1]),
    ),
    gauge('patto_log_head', 'The position of the last event.', head === undefined ? [] : [[{}, head]]),
    gauge(
      'patto_follower_lag',
      'How many positions a follower is behind the head of its log.',
      followers.map(({ name, lag }) => [{ follower: name }, lag]),
    ),
    gauge(
      'patto_follower_halted',
      'Whether a follower met what it cannot handle: 1 or 0.',
      followers.map(({ name, haltedAt }) => [{ follower: name }, haltedAt === undefined ? 0 : 1]),
    ),
    gauge(
      'patto_follower_standing_by',
      'Whether another process of the service does the work: 1 or 0.',
      followers.map(({ name, standingBy }) => [{ follower: name }, standingBy ? 1 : 0]),
    ),
    gauge(
      'patto_reaction_lag',
      'How many messages of the bus a reaction has not handled yet.',
      reactions.flatMap(({ name, lag }): Sample[] => (lag === undefined ? [] : [[{ reaction: name }, lag]])),
    ),
  ].join('');
};
