import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { declarationOfType, problemOf } from '@patto/contracts';
import type { FastifyReply } from 'fastify';
import type { Schema } from './declared-schemas.ts';
import { Alive, House, known, Readiness, readiness, Status, status } from './house.ts';
import { METRICS_TYPE, metrics } from './metrics.ts';
import { problemPage } from './problem-page.ts';
import { Shows } from './routes.ts';

/** Health and documents at the root: no token is needed, and nothing of anybody is told. */
@Controller()
export class HouseController {
  @Inject(House) private readonly house!: House;

  @Get('livez') @Shows(Alive) livez(): Alive {
    return { status: 'alive' };
  }

  @Get('status') @Shows(Status) status(): Status {
    return status(this.house);
  }

  @Get('readyz') @Shows(Readiness, 200, 503) async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const { httpStatus, ...ready } = await readiness(this.house);
    reply.status(httpStatus);
    return ready;
  }

  @Get('metrics') @Header('Content-Type', METRICS_TYPE) metrics(): Promise<string> {
    return metrics(this.house);
  }

  @Get('openapi.json') openApi() {
    return this.house.openApi;
  }

  @Get('problems/:code')
  @Header('Content-Type', 'text/html; charset=utf-8')
  problem(@Param('code') code: string) {
    return problemPage(code, known(problemOf(code)));
  }

  @Get('schemas/:file') schema(@Param('file') file: string): Schema {
    const declaration = known(declarationOfType(file.replace(/\.json$/, '')));
    return {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `/schemas/${declaration.type}.json`,
      ...this.house.schemas.standAlone(declaration.class),
    };
  }
}
