const { getDefaultConfig } = require('expo/metro-config')

const config = getDefaultConfig(__dirname)
const byDefault = config.resolver.resolveRequest

// zod re-exports its messages in fifty languages. Nobody reads one here: every sentence for a lifter is our own.
config.resolver.resolveRequest = (context, name, platform) => {
  if (/^\.\.\/locales\/index\.c?js$/.test(name) && /[\\/]zod[\\/]v4[\\/]/.test(context.originModulePath)) return { type: 'empty' }
  return (byDefault ?? context.resolveRequest)(context, name, platform)
}

module.exports = config
