/** Everything that has to be there before something of ours runs; done once, and quick to see that it is done. */
const { build } = require('./build.cjs');
const { isInstalled, install } = require('./install.cjs');
const { whileSettingUp } = require('./lock.cjs');
const { findNode } = require('./node26.cjs');

const setUp = (andThen) =>
  whileSettingUp(async (alsoHolds) => {
    if (!isInstalled()) await install(alsoHolds);
    const node = findNode();
    await andThen(node, alsoHolds);
    return node;
  });

module.exports = {
  /** Sees to packages and Node 26, for what does not need a build. @returns the path of Node 26. */
  setUpPackages: () => setUp(async () => {}),
  /** Sees to packages, Node 26 and the build. @returns the path of Node 26. */
  setUpAll: () => setUp(build),
};
