import { Controller, Post } from '@nestjs/common';
import { Act, Routes } from '@patto/service-kit';
import { RedeemLoginCode } from './person/redeem-login-code.ts';

/** Whoever is signed in says which person they are, by a code from a desk. */
@Controller('login-links')
export class LoginLinksController extends Routes {
  @Post() redeem(@Act(RedeemLoginCode) act: Act<RedeemLoginCode>) {
    return this.decide(act);
  }
}
