import { Ask, Routes, WORLD, type World } from '@patto/service-kit';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { LedgerEntries } from './ledger/entries.ts';
import { entryBundle, hashTile, note } from './ledger/file.ts';

/** The ledger in the layout of tlog-tiles: open where it tells nothing of what happened, for auditors and on record where it does. */
@Controller('ledger')
export class LedgerController extends Routes {
  @Inject(WORLD) private readonly world!: World;

  @Get('checkpoint')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  checkpoint() {
    return note(this.world, 'checkpoint');
  }

  @Get('verifier.key')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  verifierKey() {
    return note(this.world, 'verifier.key');
  }

  @Get('tile/entries/*')
  @Header('Content-Type', 'application/octet-stream')
  async entries(@Ask(LedgerEntries) ask: Ask<LedgerEntries>, @Param('*') path: string | string[]) {
    await this.answer(ask);
    return entryBundle(this.world, path);
  }

  @Get('tile/*')
  @Header('Content-Type', 'application/octet-stream')
  tile(@Param('*') path: string | string[]) {
    return hashTile(this.world, path);
  }
}
