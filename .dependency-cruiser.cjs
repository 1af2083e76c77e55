/** The walls of the house. Each rule's comment is what the person who breaks it reads. */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    wall('no-cycles', 'Two files need each other: move what they share into a third.', {}, { circular: true }),
    wall(
      'domain-is-pure',
      'core/domain imports nothing but itself: hand the value in as an argument.',
      { path: '^core/domain/' },
      { pathNot: '^core/domain/' },
    ),
    wall(
      'core-is-inside',
      'core never reaches doors, templates, platform or a package: declare a port in core/ports.',
      { path: '^core/' },
      { pathNot: '^(core/|node:crypto$|crypto$)' },
    ),
    wall(
      'bot-alone',
      'The bot does not reach the portal or the workers: share through core.',
      { path: '^bot/' },
      { path: '^(portal|workers)/' },
    ),
    wall(
      'portal-alone',
      'The portal does not reach the bot or the workers: share through core.',
      { path: '^portal/' },
      { path: '^(bot|workers)/' },
    ),
    wall(
      'workers-alone',
      'Workers do not reach the bot or the portal: share through core.',
      { path: '^workers/' },
      { path: '^(bot|portal)/' },
    ),
    wall(
      'channels-apart',
      'One channel never reaches another: what both need belongs to bot/conversation.',
      { path: '^bot/(telegram|zalo|web|sms)/' },
      { path: '^bot/(telegram|zalo|web|sms)/', pathNot: '^bot/$1/' },
    ),
    wall(
      'platform-is-built-once',
      'Only start.ts, a main.ts and the CLI build things from platform/: take what you need as an argument.',
      { path: '^(bot|portal|workers|templates)/', pathNot: '/main\\.ts$' },
      { path: '^platform/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'platform-serves',
      'platform/ serves core ports and knows no door.',
      { path: '^platform/', pathNot: '^platform/app\\.ts$' },
      { path: '^(bot|portal|workers|cli)/' },
    ),
    wall(
      'sql-in-one-room',
      'SQL, kysely and pg live in platform/database only.',
      { pathNot: '^(platform/(database|queue)/|test/|bench/)' },
      { path: 'node_modules/(kysely|pg)/' },
    ),
    wall(
      'bullmq-in-one-room',
      'bullmq lives in platform/queue only: consumers get a typed queue.',
      { pathNot: '^(platform/queue/|test/|bench/)' },
      { path: 'node_modules/bullmq/' },
    ),
    wall(
      'telegraf-in-one-room',
      'telegraf lives in bot/telegram only.',
      { pathNot: '^(bot/telegram/|test/)' },
      { path: 'node_modules/telegraf/' },
    ),
    wall('tests-stay-home', 'Tests are not shipped.', { pathNot: '^(test|bench)/' }, { path: '^(test|bench)/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|var)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
