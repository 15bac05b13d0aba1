const { contracts } = require('graph-assignment-contracts');

for (const { method, paths, rules } of contracts) {
  console.log(`${method} ${paths[0]} makes ${rules.length} promises.`);
}
