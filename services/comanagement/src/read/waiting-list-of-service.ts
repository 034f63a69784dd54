import { answers } from '@patto/access';
import { type Id, type Instant, IsCode, IsId, IsInstant } from '@patto/contracts';
import { IsInt, IsOptional, Min } from 'class-validator';
import { refuseUnless } from './may-read.ts';
import { servicePlaces } from './service-places.ts';
import { services } from './services.ts';

/** Who waits for a place in a service, in the order in which places go to them: for who performs it, who answers for it, and auditors. */
export class WaitingListOfService {
  @IsId('service') readonly service!: Id<'service'>;
  @IsOptional() @IsCode() readonly unit?: string;
}

/** A referral that waits, how much it needs, and since when. */
export class WaitingReferral {
  /** In the list of its unit. */
  @IsInt() @Min(1) readonly place!: number;
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsCode() readonly unit!: string;
  @IsInt() @Min(1) readonly amount!: number;
  @IsInstant() readonly since!: Instant;
}

export const waitingListOfService = answers(
  WaitingListOfService,
  { purpose: 'care', dataCategories: ['referral'], list: WaitingReferral },
  async ({ service, unit: asked }, ask) => {
    const [view, places] = [await ask.one(services, service), await ask.one(servicePlaces, service)];
    refuseUnless(ask.kinds.includes('auditor') || view?.performer === ask.party || view?.accountable === ask.party);
    const byUnit = Map.groupBy(places?.waiting ?? [], ({ unit }) => unit);
    const items = [...byUnit.values()].flatMap((waiting) =>
      waiting.map(({ referral, unit, amount, since }, index) => ({ place: index + 1, referral, unit, amount, since })),
    );
    return { items: items.filter(({ unit }) => asked === undefined || unit === asked) };
  },
);
