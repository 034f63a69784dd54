import { type HistoryItem, inSentences } from '@patto/contracts';
import { EXIT } from './exit.ts';

export interface ReplayOptions {
  readonly plan: string;
  readonly url: string;
  readonly token: string;
  readonly json: boolean;
}

/** `patto replay --plan <id>`: tells a plan's life in sentences, from the history that the running Patto gives to whoever may read the plan. */
export const replay = async ({ plan, url, token, json }: ReplayOptions): Promise<number> => {
  const response = await fetch(`${url}/api/v1/plans/${encodeURIComponent(plan)}/history`, { headers: { authorization: `Bearer ${token}` } }).catch(
    () => undefined,
  );
  if (!response) {
    process.stderr.write(`Nothing answers at ${url}. Start it with npm start, or set PATTO_URL.\n`);
    return EXIT.failed;
  }
  const answer = (await response.json()) as { items?: HistoryItem[]; detail?: string; type?: string };
  if (!response.ok || !answer.items) {
    process.stderr.write(`${answer.detail ?? response.statusText} See ${url}${answer.type ?? '/docs'}\n`);
    return EXIT.failed;
  }
  process.stdout.write(json ? `${JSON.stringify(answer.items)}\n` : `${inSentences(answer.items).join('\n')}\n`);
  return EXIT.ok;
};
