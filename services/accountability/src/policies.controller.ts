import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { PublishPolicy } from './policy/publish-policy.ts';
import { PolicyById, PolicyList } from './read/policies.ts';

/** By which rules everything is judged. */
@Controller('policies')
export class PoliciesController extends Routes {
  @Post() publish(@Act(PublishPolicy) act: Act<PublishPolicy>) {
    return this.decide(act);
  }

  @Get() list(@Ask(PolicyList) ask: Ask<PolicyList>) {
    return this.answer(ask);
  }

  @Get(':policy') one(@Ask(PolicyById) ask: Ask<PolicyById>) {
    return this.answer(ask);
  }

  @Get(':policy/history') life(@Ask(PolicyById) ask: Ask<PolicyById>) {
    return this.history(ask);
  }
}
