#!/usr/bin/env node
const { launch, patto } = require('./launch.cjs');

launch(() => patto(process.argv.slice(2)));
