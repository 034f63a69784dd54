import { type Id, IsId, IsText, type OrganisationId, Rejection } from '@patto/contracts';
import { TransferOffered } from '@patto/contracts/comanagement';
import { participationOf, openService } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { transfer } from './transfer.ts';

/** The performer of a service asks another party of the pact to carry it out. Until that one accepts, nothing changes. */
export class OfferTransfer {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('organisation') readonly to!: OrganisationId;
  @IsText(500) readonly reason!: string;
}

export const offerTransfer = decides(
  transfer,
  OfferTransfer,
  {
    stream: 'new',
    relies: ({ service, to }, facts, { by }) => {
      const runs = openService(facts, service);
      const pact = runs?.is.pact;
      return { service: runs, mine: participationOf(facts, pact, by.organisation), theirs: participationOf(facts, pact, to) };
    },
  },
  (_, { service, to, reason }, { by, relied }) => {
    const from = by.organisation;
    if (!relied.service) throw new Rejection('no-such-service', 'No such service runs now.', ['/service']);
    const { performer, pact, obligation } = relied.service.is;
    if (!from || performer !== from) throw new Rejection('not-the-performer', 'Your organisation does not carry this service out.');
    if (to === from) throw new Rejection('performs-it-already', 'Your organisation carries this service out already.', ['/to']);
    if (!relied.mine) throw new Rejection('participation-suspended', 'Your organisation takes no part in this pact now.');
    if (!relied.theirs) throw new Rejection('takes-no-part', 'The organisation that you name takes no part in this pact now.', ['/to']);
    return [event(TransferOffered, { service, pact: pact as Id<'pact'>, obligation: obligation as Id<'obligation'>, from, to, reason })];
  },
);
