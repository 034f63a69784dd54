import { Ask, Routes, WORLD, type World } from '@patto/service-kit';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { AccessLedgerEntries, LedgerEntries } from './ledger/entries.ts';
import { entryBundle, hashTile, note } from './ledger/file.ts';

const TEXT = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';

/** The ledger of events in the layout of tlog-tiles: open where it tells nothing of what happened, for auditors and on record where it does. */
@Controller('ledger')
export class LedgerController extends Routes {
  @Inject(WORLD) private readonly world!: World;

  @Get('checkpoint') @Header('Content-Type', TEXT) checkpoint() {
    return note(this.world, 'events', 'checkpoint');
  }

  @Get('witnessed') @Header('Content-Type', TEXT) witnessed() {
    return note(this.world, 'events', 'witnessed');
  }

  @Get('verifier.key') @Header('Content-Type', TEXT) verifierKey() {
    return note(this.world, 'events', 'verifier.key');
  }

  @Get('tile/entries/*')
  @Header('Content-Type', BYTES)
  async entries(@Ask(LedgerEntries) ask: Ask<LedgerEntries>, @Param('*') path: string | string[]) {
    await this.answer(ask);
    return entryBundle(this.world, 'events', path);
  }

  @Get('tile/*') @Header('Content-Type', BYTES) tile(@Param('*') path: string | string[]) {
    return hashTile(this.world, 'events', path);
  }
}

/** The ledger of accesses, in the same layout and for the same readers. */
@Controller('ledger/accesses')
export class AccessLedgerController extends Routes {
  @Inject(WORLD) private readonly world!: World;

  @Get('checkpoint') @Header('Content-Type', TEXT) checkpoint() {
    return note(this.world, 'accesses', 'checkpoint');
  }

  @Get('witnessed') @Header('Content-Type', TEXT) witnessed() {
    return note(this.world, 'accesses', 'witnessed');
  }

  @Get('verifier.key') @Header('Content-Type', TEXT) verifierKey() {
    return note(this.world, 'accesses', 'verifier.key');
  }

  @Get('tile/entries/*')
  @Header('Content-Type', BYTES)
  async entries(@Ask(AccessLedgerEntries) ask: Ask<AccessLedgerEntries>, @Param('*') path: string | string[]) {
    await this.answer(ask);
    return entryBundle(this.world, 'accesses', path);
  }

  @Get('tile/*') @Header('Content-Type', BYTES) tile(@Param('*') path: string | string[]) {
    return hashTile(this.world, 'accesses', path);
  }
}
