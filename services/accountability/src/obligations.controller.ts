import { Ask, Routes } from '@patto/service-kit';
import { Controller, Get } from '@nestjs/common';
import { DoubleClaimList } from './read/double-claim-list.ts';
import { DoubleClaimsOfObligation } from './read/double-claims-of-obligation.ts';
import { ObligationById } from './read/obligation-by-id.ts';
import { ObligationList } from './read/obligation-list.ts';
import { ObligationSteps } from './read/obligation-steps.ts';
import { OrphanIntervalList } from './read/orphan-interval-list.ts';
import { OrphanIntervalsOfObligation } from './read/orphan-intervals-of-obligation.ts';
import { OverdueList } from './read/overdue-list.ts';
import { ResponsibleAt } from './read/responsible-at.ts';
import { UntakenOfferList } from './read/untaken-offer-list.ts';

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

  @Get(':obligation/orphan-intervals') orphaned(@Ask(OrphanIntervalsOfObligation) ask: Ask<OrphanIntervalsOfObligation>) {
    return this.answer(ask);
  }

  @Get(':obligation/double-claims') doublyClaimed(@Ask(DoubleClaimsOfObligation) ask: Ask<DoubleClaimsOfObligation>) {
    return this.answer(ask);
  }

  @Get(':obligation/responsible') responsible(@Ask(ResponsibleAt) ask: Ask<ResponsibleAt>) {
    return this.answer(ask);
  }

  /** An obligation has no stream of its own: its history is the steps that events of others made it take. */
  @Get(':obligation/history') life(@Ask(ObligationSteps) ask: Ask<ObligationSteps>) {
    return this.answer(ask);
  }
}

/** Time in which nobody performed. */
@Controller('orphan-intervals')
export class OrphanIntervalsController extends Routes {
  @Get() list(@Ask(OrphanIntervalList) ask: Ask<OrphanIntervalList>) {
    return this.answer(ask);
  }
}

/** Time in which several performed one thing. */
@Controller('double-claims')
export class DoubleClaimsController extends Routes {
  @Get() list(@Ask(DoubleClaimList) ask: Ask<DoubleClaimList>) {
    return this.answer(ask);
  }
}

/** Hand-overs that nobody took. */
@Controller('untaken-offers')
export class UntakenOffersController extends Routes {
  @Get() list(@Ask(UntakenOfferList) ask: Ask<UntakenOfferList>) {
    return this.answer(ask);
  }
}

/** What is late, on whichever side. */
@Controller('overdue')
export class OverdueController extends Routes {
  @Get() list(@Ask(OverdueList) ask: Ask<OverdueList>) {
    return this.answer(ask);
  }
}
