import { answers } from '@patto/access';
import { networks } from './networks.ts';

/** Whom I support, and who has asked me to. */
export class MySupport {}

export const mySupport = answers(MySupport, { purpose: 'support', dataCategories: ['network'] }, async (_, ask) => {
  const page = await ask.page(networks, { 'supporters.supporter': ask.party });
  const items = page.items.map(({ id, person, supporters }) => ({ id, person, ...supporters.find(({ supporter }) => supporter === ask.party) }));
  return { ...page, items };
});
