import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { GrantConsent } from './consent/grant-consent.ts';
import { RefuseConsent } from './consent/refuse-consent.ts';
import { WithdrawConsent } from './consent/withdraw-consent.ts';
import { ConsentById } from './read/consent-by-id.ts';
import { ConsentsOfPerson } from './read/consents-of-person.ts';

/** Who may be told about a person, as the person says. */
@Controller('persons')
export class ConsentsOfPersonController extends Routes {
  @Get(':person/consents') consents(@Ask(ConsentsOfPerson) ask: Ask<ConsentsOfPerson>) {
    return this.answer(ask);
  }

  @Post(':person/consents') grant(@Act(GrantConsent) act: Act<GrantConsent>) {
    return this.decide(act);
  }

  @Post(':person/consent-refusals') refuse(@Act(RefuseConsent) act: Act<RefuseConsent>) {
    return this.decide(act);
  }
}

/** One answer of a person to who may be told. */
@Controller('consents')
export class ConsentsController extends Routes {
  @Get(':consent') one(@Ask(ConsentById) ask: Ask<ConsentById>) {
    return this.answer(ask);
  }

  @Get(':consent/history') life(@Ask(ConsentById) ask: Ask<ConsentById>) {
    return this.history(ask);
  }

  @Post(':consent/withdrawal') withdraw(@Act(WithdrawConsent) act: Act<WithdrawConsent>) {
    return this.decide(act);
  }
}
