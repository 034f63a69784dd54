import { answers } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { networks, SupporterView } from './networks.ts';

/** Whom I support, and who has asked me to. */
export class MySupport {}

/** A person whom I support, or who has asked me to. */
export class SupportOfPerson extends SupporterView {
  @IsId('network') readonly id!: string;
  @IsId('person') readonly person!: PersonId;
}

export const mySupport = answers(MySupport, { purpose: 'support', dataCategories: ['network'], page: SupportOfPerson }, async (_, ask) => {
  ask.basis(ask.party);
  const page = await ask.page(networks, { 'supporters.supporter': ask.party });
  const items = page.items.flatMap(({ id, person, supporters }) =>
    supporters.filter(({ supporter }) => supporter === ask.party).map((mine) => ({ id, person, ...mine })),
  );
  return { ...page, items };
});
