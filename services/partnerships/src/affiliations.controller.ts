import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { ChangeRoles } from './affiliation/change-roles.ts';
import { EndAffiliation } from './affiliation/end-affiliation.ts';
import { AffiliationById } from './read/affiliation-by-id.ts';

/** One operator's place in an organisation. */
@Controller('affiliations')
export class AffiliationsController extends Routes {
  @Get(':affiliation') one(@Ask(AffiliationById) ask: Ask<AffiliationById>) {
    return this.answer(ask);
  }

  @Get(':affiliation/history') life(@Ask(AffiliationById) ask: Ask<AffiliationById>) {
    return this.history(ask);
  }

  @Post(':affiliation/roles') changeRoles(@Act(ChangeRoles) act: Act<ChangeRoles>) {
    return this.decide(act);
  }

  @Post(':affiliation/end') end(@Act(EndAffiliation) act: Act<EndAffiliation>) {
    return this.decide(act);
  }
}
