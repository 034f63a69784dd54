#!/usr/bin/env node
const { launch, patto } = require('./launch.cjs');

void launch(() => patto(process.argv.slice(2)));
