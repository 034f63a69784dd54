import { type Asking, answers } from '@patto/access';
import { IsInstant, IsText, type Instant, Rejection } from '@patto/contracts';
import type { Filter, ReadModel, Stored } from '@patto/read-models';
import { IsOptional } from 'class-validator';
import { kilometresBetween, latitudesAround, nearOf, type Point } from '../directory/distance.ts';
import { hoursAt, isOpenAt } from '../directory/opening.ts';
import { phraseOf, wordsOf } from '../directory/words.ts';
import { type FoundPlace, FoundService } from './found-service.ts';
import { type LocationView, listedLocations, listedOrganisations, listedServices, listedTerms, type ServiceView } from './directory.ts';

/** Which services of the imported directories fit. */
export class DirectoryServices {
  /** `45.07,7.68`, nearest first; with `,5` within five kilometres only. */
  @IsOptional() @IsText(60) readonly near?: string;
  /** A taxonomy term, or one above it, by name or id; or a keyword. */
  @IsOptional() @IsText(120) readonly category?: string;
  /** Open at this moment, in the service's own time zone. */
  @IsOptional() @IsInstant() readonly openAt?: Instant;
  /** Words of its name or description, or of its organisation's name. */
  @IsOptional() @IsText(200) readonly q?: string;
}

const MOST_FOUND = 200; // What fits on a page; who looks for more narrows the question.
const BATCH = 500; // Documents: some megabytes at a time.
const RINGS_KM = [25, 250, 20_100]; // Where no radius is asked for: a district, a region, the Earth's half circumference.
const NOT_RUNNING = ['inactive', 'defunct', 'temporarily closed'];

/** `GET /directory/services` */
export const directoryServices = answers(DirectoryServices, { purpose: 'directory', dataCategories: [], page: FoundService }, async (question, ask) => {
  const near = question.near === undefined ? undefined : nearOf(question.near);
  if (question.near !== undefined && !near)
    throw new Rejection('invalid-parameter', 'Near is latitude and longitude in degrees, and kilometres if you wish.', ['/near']);
  const filter = all([await ofCategory(question.category, ask), ...(await withWords(question.q, ask))]);
  if (!near && question.openAt === undefined) {
    const page = await ask.page(listedServices, filter, { sort: ['service.name'] });
    return {
      ...page,
      items: await shown(
        page.items.map((service) => ({ service })),
        ask,
      ),
    };
  }
  const found = near ? await nearest(near, filter, question.openAt, ask) : await open(filter, question.openAt, ask);
  return { items: await shown(found, ask), limit: MOST_FOUND };
});

interface Found {
  readonly service: Stored<ServiceView>;
  readonly kilometres?: number;
}

const all = (filters: readonly Filter[]): Filter => (filters.length > 0 ? { $and: filters } : {});

/** Services of a term or of any term below it, or with such a keyword. */
const ofCategory = async (category: string | undefined, ask: Asking): Promise<Filter> => {
  if (category === undefined) return {};
  const called = phraseOf(category);
  const refs = new Set<string>();
  let level = await ask.find(listedTerms, { called });
  while (level.length > 0) {
    const fresh = level.map(({ ref }) => ref).filter((ref) => !refs.has(ref)); // A taxonomy that goes in a circle ends here.
    for (const ref of fresh) refs.add(ref);
    level = fresh.length > 0 ? await ask.find(listedTerms, { parent: { $in: fresh } }) : [];
  }
  return { $or: [{ called }, { terms: { $in: [...refs] } }] };
};

/** Each word is in the service's own text or in its organisation's name. */
const withWords = (q: string | undefined, ask: Asking): Promise<readonly Filter[]> =>
  Promise.all(
    wordsOf(q).map(async (word) => {
      const organisations = await ask.find(listedOrganisations, { words: word }, { limit: BATCH });
      return { $or: [{ words: word }, { organisation: { $in: organisations.map(({ ref }) => ref) } }] };
    }),
  );

/** All documents that match, a batch at a time. */
async function* scan<View extends object>(model: ReadModel<View>, filter: Filter, ask: Asking): AsyncGenerator<readonly Stored<View>[]> {
  let last = '';
  for (;;) {
    const batch = await ask.find(model, all([filter, { id: { $gt: last } }]), { sort: ['id'], limit: BATCH });
    if (batch.length > 0) yield batch;
    if (batch.length < BATCH) return;
    last = batch.at(-1)?.id ?? last;
  }
}

const open = async (filter: Filter, openAt: Instant | undefined, ask: Asking): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for await (const batch of scan(listedServices, filter, ask)) {
    const places = await placesOf(batch, ask);
    found.push(...batch.filter((service) => fits(service, places, openAt)).map((service) => ({ service })));
    if (found.length >= MOST_FOUND) break;
  }
  return found.slice(0, MOST_FOUND);
};

type Places = ReadonlyMap<string, Stored<LocationView>>;

const placesOf = async (services: readonly ServiceView[], ask: Asking): Promise<Places> => {
  const refs = [...new Set(services.flatMap(({ locations }) => locations))];
  const places = new Map<string, Stored<LocationView>>();
  for (let from = 0; from < refs.length; from += BATCH) {
    for (const place of await ask.find(listedLocations, { ref: { $in: refs.slice(from, from + BATCH) } })) places.set(place.ref, place);
  }
  return places;
};

/** Whether it is open at one of its places; a service without a place has its own hours only. */
const fits = (service: ServiceView, places: Places, openAt: Instant | undefined): boolean =>
  service.locations.length === 0 ? isOpenThere(service, undefined, openAt) : service.locations.some((ref) => isOpenThere(service, places.get(ref), openAt));

const isOpenThere = ({ service }: ServiceView, place: LocationView | undefined, openAt: Instant | undefined): boolean =>
  openAt === undefined || (!NOT_RUNNING.includes(service.status?.toLowerCase() ?? '') && isOpenAt(hoursAt(service, place?.record, place?.location), openAt));

/** The nearest first; where no radius is asked for, it looks further and further. */
const nearest = async (near: NonNullable<ReturnType<typeof nearOf>>, filter: Filter, openAt: Instant | undefined, ask: Asking): Promise<readonly Found[]> => {
  let found: readonly Found[] = [];
  for (const kilometres of near.kilometres === undefined ? RINGS_KM : [near.kilometres]) {
    found = await within(near.point, kilometres, filter, openAt, ask);
    if (found.length >= MOST_FOUND) break;
  }
  return found;
};

const within = async (point: Point, kilometres: number, filter: Filter, openAt: Instant | undefined, ask: Asking): Promise<readonly Found[]> => {
  const best = new Map<string, Required<Found>>();
  for await (const batch of scan(listedLocations, { latitude: latitudesAround(point, kilometres) }, ask)) {
    const around = new Map(batch.flatMap((place) => (distanceTo(place, point) <= kilometres ? [[place.ref, place] as const] : [])));
    if (around.size === 0) continue;
    for await (const services of scan(listedServices, all([filter, { locations: { $in: [...around.keys()] } }]), ask)) {
      for (const service of services) {
        const here = service.locations.flatMap((ref) => around.get(ref) ?? []).filter((place) => isOpenThere(service, place, openAt));
        const nearestHere = Math.min(best.get(service.id)?.kilometres ?? Number.POSITIVE_INFINITY, ...here.map((place) => distanceTo(place, point)));
        if (Number.isFinite(nearestHere)) best.set(service.id, { service, kilometres: nearestHere });
      }
    }
    for (const { service } of [...best.values()].sort(byDistance).slice(MOST_FOUND)) best.delete(service.id);
  }
  return [...best.values()].sort(byDistance);
};

const byDistance = (a: Required<Found>, b: Required<Found>): number =>
  a.kilometres - b.kilometres || a.service.service.name.localeCompare(b.service.service.name, 'en') || (a.service.id < b.service.id ? -1 : 1);

const distanceTo = ({ latitude, longitude }: LocationView, point: Point): number =>
  latitude === undefined || longitude === undefined ? Number.POSITIVE_INFINITY : kilometresBetween({ latitude, longitude }, point);

/** What is answered about found services. */
const shown = async (found: readonly Found[], ask: Asking): Promise<readonly FoundService[]> => {
  const places = await placesOf(
    found.map(({ service }) => service),
    ask,
  );
  const refs = [...new Set(found.flatMap(({ service }) => service.organisation ?? []))];
  const organisations = new Map((await ask.find(listedOrganisations, { ref: { $in: refs } })).map(({ ref, organisation }) => [ref, organisation.name]));
  return found.map(({ service: { id, source, record, service, organisation, locations }, kilometres }) => {
    const organisationName = organisations.get(organisation ?? '');
    return {
      id,
      source,
      record,
      ...service,
      ...(organisationName === undefined ? {} : { organisationName }),
      places: locations.flatMap((ref) => places.get(ref) ?? []).map((place) => placeShown(place)),
      ...(kilometres === undefined ? {} : { distanceKm: Math.round(kilometres * 100) / 100 }),
    };
  });
};

const placeShown = ({ record, location: { name, address, latitude, longitude } }: LocationView): FoundPlace => ({
  record,
  name,
  ...(address ? { address } : {}),
  ...(latitude && longitude ? { latitude, longitude } : {}),
});
