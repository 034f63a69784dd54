import { Rejection } from '@patto/contracts';
import type { Opened } from './decision.ts';

/** What is past its deadline is settled, even before it is counted. @throws Rejection `decision-settled` */
export const refuseUnlessOpen = ({ status, deadline }: Opened, now: string): void => {
  if (status !== 'open' || deadline <= now) throw new Rejection('decision-settled', 'This decision is settled, or its deadline has passed.');
};
