process.stderr.write('patto: no command is wired yet.\n');
