import { Ask, Routes } from '@patto/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ObligationById } from './read/obligation-by-id.ts';
import { ObligationList } from './read/obligation-list.ts';
import { ObligationSteps } from './read/obligation-steps.ts';

/** Who answers for what, to whom, by when. */
@Controller('obligations')
export class ObligationsController extends Routes {
  @Get() list(@Ask(ObligationList) ask: Ask<ObligationList>) {
    return this.answer(ask);
  }

  @Get(':obligation') one(@Ask(ObligationById) ask: Ask<ObligationById>) {
    return this.answer(ask);
  }

  @Get(':obligation/steps') steps(@Ask(ObligationSteps) ask: Ask<ObligationSteps>) {
    return this.answer(ask);
  }

  /** An obligation has no stream of its own: its history is the steps that events of others made it take. */
  @Get(':obligation/history') life(@Ask(ObligationSteps) ask: Ask<ObligationSteps>) {
    return this.answer(ask);
  }
}
