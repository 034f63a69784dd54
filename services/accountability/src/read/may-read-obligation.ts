import type { Asking } from '@patto/access';
import { Rejection } from '@patto/contracts';
import type { Obligation } from '../register/obligation.ts';

type Asker = Pick<Asking, 'party' | 'roles'>;

const seesAll = ({ roles }: Asker): boolean => roles.includes('auditor');

/** Those that an asker may see: an auditor all, anybody else those that they are a party to or that are about them. */
export const seenBy = (ask: Asker): { readonly parties?: string } => (seesAll(ask) ? {} : { parties: ask.party });

/** Lets through what the asker may see. What is not for them and what does not exist are refused alike. @throws Rejection `not-a-recipient` */
export const mustSee = <View extends Obligation>(obligation: View | undefined, ask: Asker): View | undefined => {
  if (seesAll(ask) || obligation?.parties.includes(ask.party)) return obligation;
  throw new Rejection('not-a-recipient', 'This obligation is told to those between whom it is owed, to those whom it is about, and to auditors.');
};
