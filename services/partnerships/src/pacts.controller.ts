import { Controller, Get, Post } from '@nestjs/common';
import { Act, Ask, Routes } from '@patto/service-kit';
import { DraftPact } from './pact/draft-pact.ts';
import { SignPact } from './pact/sign-pact.ts';
import { PactById } from './read/pact-by-id.ts';
import { PactList } from './read/pact-list.ts';

/** What organisations promise each other to run services together. */
@Controller('pacts')
export class PactsController extends Routes {
  @Post() draft(@Act(DraftPact) act: Act<DraftPact>) {
    return this.decide(act);
  }

  @Get() list(@Ask(PactList) ask: Ask<PactList>) {
    return this.answer(ask);
  }

  @Get(':pact') one(@Ask(PactById) ask: Ask<PactById>) {
    return this.answer(ask);
  }

  @Get(':pact/history') life(@Ask(PactById) ask: Ask<PactById>) {
    return this.history(ask);
  }

  @Post(':pact/signatures') sign(@Act(SignPact) act: Act<SignPact>) {
    return this.decide(act);
  }
}
