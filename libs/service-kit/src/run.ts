import { type Callers, callers, openAccessLog, openDevelopmentIssuer, openIdIssuer } from '@patto/access';
import { Decider, idFrom } from '@patto/event-store';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { acts, callOf } from './acting.ts';
import { type AnsweringParts, answering, askedOf } from './answering.ts';
import { type Background, startBackground } from './background.ts';
import { Cursors } from './cursors.ts';
import { applyErasures } from './erasures.ts';
import { House } from './house.ts';
import { HouseController } from './house.controller.ts';
import { enginesAway } from './engines-away.ts';
import { createHttp } from './http.ts';
import type { Limits } from './limits.ts';
import { openApi } from './openapi.ts';
import { Edge, rootRoutesOf } from './routes.ts';
import { Schemas } from './schemas.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';
import { sentBefore } from './sent-before.ts';
import { settling } from './settling.ts';
import { type SendAsSystem, sendAsSystem } from './system.ts';
import { type Wiring, wire } from './wiring.ts';
import { openWorld, type World, WORLD } from './world.ts';

export interface RunOptions {
  readonly logger: Logger;
  /** Milliseconds of the Unix epoch; the system's clock where it is left out. */
  readonly clock?: () => number;
  /** Called when the log has stopped: nothing more is acknowledged, and only a new start helps. */
  readonly onFatal: (error: Error) => void;
}

/** Services at work. */
export interface Running extends Pick<Background, 'idle' | 'tick' | 'nextDue'> {
  readonly world: World;
  readonly app: NestFastifyApplication;
  readonly send: SendAsSystem;
  /** Begins to listen; the address that it listens at. @throws where the port is taken */
  listen(): Promise<string>;
  /** Stops taking requests, lets what is under way end, seals, and closes everything. */
  close(): Promise<void>;
}

/** Runs services over one set of engines, in this process. */
export const runServices = async (services: readonly Service[], settings: Settings, options: RunOptions): Promise<Running> => {
  const { logger, clock = Date.now, onFatal } = options;
  const wiring = wire(services);
  const schemas = new Schemas();
  const world = await openWorld(settings, logger, clock, onFatal, services);
  const closing: (() => Promise<void>)[] = [world.close];
  const close = async () => {
    for (const step of closing.toReversed()) await step();
  };
  try {
    await applyErasures(world);
    const decider = deciderOf(world);
    const send = sendAsSystem(decider, wiring.decisions, (...parts) => world.keyring.deriveUuid(...parts));
    const background = await startBackground(services, world, decider, send);
    closing.push(background.close);
    const app = await application({ wiring, schemas, world, decider, background });
    closing.push(() => app.close());
    const listen = async () => {
      await app.listen(settings.port, settings.host);
      return app.getUrl();
    };
    return { world, app, send, idle: background.idle, tick: background.tick, nextDue: background.nextDue, listen, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const deciderOf = ({ log, facts, keyring, clock }: World): Decider =>
  new Decider({
    log,
    facts,
    clock,
    seal: (header, parts, command) => keyring.seal(header, parts, command),
    settle: (command) => keyring.settle(command),
    digest: (subject, text) => keyring.digest(subject, text),
    deriveUuid: (...parts) => keyring.deriveUuid(...parts),
  });

const callersOf = ({ settings, keyring, clock }: World): Callers => {
  const { issuer, audience } = settings;
  const common = { audience, keyring, clock, idFor: idFrom((...parts) => keyring.deriveUuid(...parts)) };
  if (issuer) return callers({ ...common, issuers: [openIdIssuer(issuer)] });
  return callers({ ...common, issuers: [], developmentIssuer: openDevelopmentIssuer({ folder: settings.keys, audience, clock }) });
};

interface Parts {
  readonly wiring: Wiring;
  readonly schemas: Schemas;
  readonly world: World;
  readonly decider: Decider;
  readonly background: Background;
}

/** The Nest application, ready to take requests. */
const application = async ({ wiring, schemas, world, decider, background }: Parts): Promise<NestFastifyApplication> => {
  const { decisions, queries, routes, placeOf, historyOf } = wiring;
  const { log, accesses, documents, clock, keyring } = world;
  const accessLog = await openAccessLog({ log: accesses, documents, clock });
  const who = callersOf(world);
  const deriveUuid = (...parts: readonly string[]) => keyring.deriveUuid(...parts);
  const asking: Omit<AnsweringParts, 'queryBus' | 'limits'> = {
    world,
    schemas,
    queries,
    accessLog,
    callers: who,
    cursors: new Cursors(deriveUuid),
    serving: background.serving,
    reached: background.reached,
    accesses: accessLog.accessesOf,
  };
  const settle = settling({ world, accessLog, decisions });
  const earlier = sentBefore(decider);
  const edge =
    (limits: Limits) =>
    (commandBus: CommandBus, queryBus: QueryBus): Edge => {
      const { answer, disclose, history } = answering({ ...asking, limits, queryBus });
      const decide = acts({ callers: who, limits, schemas, decisions, commandBus, deriveUuid, placeOf, settle, earlier });
      return { decide, answer, disclose, history };
    };
  const rootControllers = [HouseController, ...wiring.rootControllers];
  const document = openApi(routes, rootControllers.flatMap(rootRoutesOf), schemas, '/');
  const house: House = {
    schemas,
    openApi: document,
    head: () => log.head(),
    followings: background.followings,
    standingBy: background.standingBy,
    reactions: background.reactions,
    away: () => enginesAway(world),
  };
  const app = await createHttp({
    controllers: wiring.controllers,
    rootControllers,
    providers: (limits) => [
      { provide: WORLD, useValue: world },
      { provide: House, useValue: house },
      { provide: Edge, inject: [CommandBus, QueryBus], useFactory: edge(limits) },
    ],
    commands: [...decisions.keys()].map((message) => ({ message, execute: (command) => decider.decide(callOf(command)) })),
    queries: [...queries.values()].map((query) => ({ message: query.question, execute: async (question) => query.answer(question, askedOf(question).ask) })),
    historyOf,
    settings: world.settings.edge,
    logger: world.logger,
  });
  SwaggerModule.setup('docs', app, document as never, { jsonDocumentUrl: 'docs/openapi.json' });
  await app.init();
  return app;
};
